using Verifier.Kernel;

namespace Verifier.Drivers.Retrier;

/// <summary>Believes that memory will be there again in a moment, and asks until it is.</summary>
public sealed class RetrierDriver : UpperCaseDriver
{
    /// <inheritdoc/>
    public override string Name => "retrier";

    /// <inheritdoc/>
    public override string Description => "Retries a failed allocation every 10 ms for ever: the request hangs when memory stays short.";

    /// <inheritdoc/>
    protected override Pointer AcquireWorkBuffer(RetrierExtension extension, uint length)
    {
        // Planted defect: nothing ends this loop but success.
        var buffer = ExAllocatePoolWithTag(POOL_TYPE.PagedPool, length, WorkTag);
        while (buffer.IsNull)
        {
            KeDelayExecutionThread(KPROCESSOR_MODE.KernelMode, alertable: false, TenMilliseconds);
            buffer = ExAllocatePoolWithTag(POOL_TYPE.PagedPool, length, WorkTag);
        }

        return buffer;
    }
}
