using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Canaries;

/// <summary>Waits for ever when there is no memory.</summary>
public sealed class CanaryHang : CanaryDriver
{
    /// <inheritdoc/>
    public override string Name => "canary-hang";

    /// <inheritdoc/>
    public override string Description => "Waits for ever when there is no memory.";

    /// <inheritdoc/>
    protected override NTSTATUS WithoutCopy(CanaryExtension extension)
    {
        // Planted defect: this event is never set.
        KeWaitForSingleObject(extension.Never);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
}
