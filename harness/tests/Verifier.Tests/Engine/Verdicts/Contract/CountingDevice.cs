using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Tests.Engine.Verdicts.Contract;

/// <summary>
/// Keeps the last write, and counts. A read gives 32 bytes: at 0 the length of what is kept, at 4 how many writes were refused, at 8 a number of the
/// answer that counts every request, at 16 the first bytes of what is kept.
/// </summary>
/// <param name="flaw">What a refused write does to the byte after the counters; 0 for nothing.</param>
internal sealed class CountingDevice(byte flaw) : PlantedDevice
{
    private const uint AnswerBytes = 32;

    private Pointer _kept;
    private uint _length;
    private uint _refused;
    private ulong _requests;
    private byte _mark;

    protected override NTSTATUS Write(Pointer data, uint length, out uint done)
    {
        done = length;
        _requests++;
        var copy = ExAllocatePoolWithTag(POOL_TYPE.PagedPool, length, Tag);
        if (copy.IsNull)
        {
            _refused++;
            _mark = flaw;
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        RtlCopyMemory(copy, data, length);
        FreeAll();
        (_kept, _length) = (copy, length);
        return STATUS_SUCCESS;
    }

    protected override NTSTATUS Read(Pointer buffer, uint length, out uint done)
    {
        done = Math.Min(length, AnswerBytes);
        _requests++;
        RtlZeroMemory(buffer, done);
        buffer.Write(0, _length);
        buffer.Write(4, _refused);
        buffer.Write(8, _requests);
        if (!_kept.IsNull)
        {
            RtlCopyMemory(buffer + 16, _kept, Math.Min(_length, 15));
        }

        buffer.Write(31, _mark);
        return STATUS_SUCCESS;
    }

    protected override void FreeAll()
    {
        if (!_kept.IsNull)
        {
            ExFreePoolWithTag(_kept, Tag);
        }
    }
}
