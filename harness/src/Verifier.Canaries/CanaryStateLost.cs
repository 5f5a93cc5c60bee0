using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Canaries;

/// <summary>Gives up what it has before it has anything new.</summary>
public sealed class CanaryStateLost : CanaryDriver
{
    /// <inheritdoc/>
    public override string Name => "canary-state-lost";

    /// <inheritdoc/>
    public override string Description => "Gives up what it has before it has anything new.";

    /// <inheritdoc/>
    protected override NTSTATUS WithoutCopy(CanaryExtension extension)
    {
        // Planted defect: what was kept is gone although the write fails.
        Forget(extension);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
}
