using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.MustSucceed;

/// <summary>Asks for ordinary nonpaged pool, looks at the answer and passes a shortage on to its caller.</summary>
public sealed class MustSucceedFixed : EventRecorder
{
    /// <inheritdoc/>
    public override string Name => "must-succeed-fixed";

    /// <inheritdoc/>
    public override string Description => "Takes its records from nonpaged pool and returns STATUS_INSUFFICIENT_RESOURCES without it.";

    /// <inheritdoc/>
    protected override NTSTATUS RecordEvent(RecorderExtension recorder, Pointer data, uint length)
    {
        var block = ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, EventRecord.HeaderBytes + length, RecordTag);
        if (block.IsNull)
        {
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        AppendRecord(recorder, new EventRecord(block), data, length);
        return STATUS_SUCCESS;
    }
}
