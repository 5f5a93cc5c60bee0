using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.Retrier;

/// <summary>
/// Tries a few times, then takes the reserve that it allocated at load. One request at a time can have it; the next waits for it, but
/// not for ever.
/// </summary>
public sealed class RetrierFixed : UpperCaseDriver
{
    private const int Tries = 3;

    /// <summary>One second from now, in 100 ns.</summary>
    private const long OneSecond = -10_000_000;

    /// <inheritdoc/>
    public override string Name => "retrier-fixed";

    /// <inheritdoc/>
    public override string Description => "Retries three times, then uses a reserve allocated at load, or gives up.";

    /// <inheritdoc/>
    protected override NTSTATUS Prepare(RetrierExtension extension)
    {
        KeInitializeEvent(extension.ReserveIsFree, EVENT_TYPE.SynchronizationEvent, true);
        extension.Reserve = ExAllocatePoolWithTag(POOL_TYPE.PagedPool, MaximumText, WorkTag);
        return extension.Reserve.IsNull ? STATUS_INSUFFICIENT_RESOURCES : STATUS_SUCCESS;
    }

    /// <inheritdoc/>
    protected override void Release(RetrierExtension extension) => ExFreePoolWithTag(extension.Reserve, WorkTag);

    /// <inheritdoc/>
    protected override Pointer AcquireWorkBuffer(RetrierExtension extension, uint length)
    {
        var buffer = ExAllocatePoolWithTag(POOL_TYPE.PagedPool, length, WorkTag);
        for (var attempt = 1; buffer.IsNull && attempt < Tries; attempt++)
        {
            KeDelayExecutionThread(KPROCESSOR_MODE.KernelMode, alertable: false, TenMilliseconds);
            buffer = ExAllocatePoolWithTag(POOL_TYPE.PagedPool, length, WorkTag);
        }

        return buffer.IsNull ? TakeReserve(extension) : buffer;
    }

    /// <inheritdoc/>
    protected override void ReleaseWorkBuffer(RetrierExtension extension, Pointer buffer)
    {
        if (buffer == extension.Reserve)
        {
            KeSetEvent(extension.ReserveIsFree);
            return;
        }

        ExFreePoolWithTag(buffer, WorkTag);
    }

    private Pointer TakeReserve(RetrierExtension extension)
    {
        var status = KeWaitForSingleObject(
            extension.ReserveIsFree, KWAIT_REASON.Executive, KPROCESSOR_MODE.KernelMode, alertable: false, OneSecond);
        return status == STATUS_SUCCESS ? extension.Reserve : Pointer.Null;
    }
}
