using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Tests.Engine.Verdicts.Contract;

/// <summary>A stream: a write appends, a read takes from the front. Each needs a buffer for what it transfers, for as long as it lasts.</summary>
internal sealed class StreamDevice(Transfer transfer) : PlantedDevice
{
    private readonly List<byte> _stream = [];

    protected override NTSTATUS Write(Pointer data, uint length, out uint done) => Move(length, out done, (buffer, count) =>
    {
        RtlCopyMemory(buffer, data, count);
        for (var i = 0U; i < count; i++)
        {
            _stream.Add(buffer.Read<byte>(i));
        }
    });

    protected override NTSTATUS Read(Pointer buffer, uint length, out uint done) => Move(Math.Min(length, (uint)_stream.Count), out done, (copy, count) =>
    {
        for (var i = 0; i < count; i++)
        {
            copy.Write(i, _stream[i]);
        }

        RtlCopyMemory(buffer, copy, count);
        _stream.RemoveRange(0, (int)count);
    });

    private NTSTATUS Move(uint length, out uint said, Action<Pointer, uint> move)
    {
        said = length;
        if (length == 0)
        {
            return STATUS_SUCCESS;
        }

        var buffer = ExAllocatePoolWithTag(POOL_TYPE.PagedPool, length, Tag);
        var done = length;
        if (buffer.IsNull)
        {
            (said, done) = transfer switch
            {
                Transfer.Nothing => (0U, 0U),
                Transfer.HalfSaidQuarterDone => (length / 2, length / 4),
                Transfer.HalfSaidWholeDone => (length / 2, length),
                _ => (length / 2, length / 2),
            };
            if (said == 0)
            {
                return STATUS_SUCCESS;
            }

            buffer = ExAllocatePoolWithTag(POOL_TYPE.PagedPool, length, OtherTag);
            if (buffer.IsNull)
            {
                return STATUS_INSUFFICIENT_RESOURCES;
            }
        }

        move(buffer, done);
        ExFreePool(buffer);
        return STATUS_SUCCESS;
    }
}
