using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.MustSucceed;

/// <summary>Asks for must-succeed pool, and so has no error path: the system crashes instead of saying no.</summary>
public sealed class MustSucceedDriver : EventRecorder
{
    /// <inheritdoc/>
    public override string Name => "must-succeed";

    /// <inheritdoc/>
    public override string Description => "Takes its records from NonPagedPoolMustSucceed: the machine stops when memory is short.";

    /// <inheritdoc/>
    protected override NTSTATUS RecordEvent(RecorderExtension recorder, Pointer data, uint length)
    {
        // Planted defect: a request that must succeed stops the machine when memory is short.
        var block = ExAllocatePoolWithTag(POOL_TYPE.NonPagedPoolMustSucceed, EventRecord.HeaderBytes + length, RecordTag);
        AppendRecord(recorder, new EventRecord(block), data, length);
        return STATUS_SUCCESS;
    }
}
