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
        // Planted defect: whoever cannot be told no takes the whole machine down.
        var block = ExAllocatePoolWithTag(POOL_TYPE.NonPagedPoolMustSucceed, EventRecord.HeaderBytes + length, RecordTag);
        AppendRecord(recorder, new EventRecord(block), data, length);
        return STATUS_SUCCESS;
    }
}
