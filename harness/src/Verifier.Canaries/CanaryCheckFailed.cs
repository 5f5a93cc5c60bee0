using Verifier.Kernel;

namespace Verifier.Canaries;

/// <summary>Loses a byte of everything, with all the memory of the world.</summary>
public sealed class CanaryCheckFailed : CanaryDriver
{
    /// <inheritdoc/>
    public override string Name => "canary-check-failed";

    /// <inheritdoc/>
    public override string Description => "Loses a byte of everything, with all the memory of the world.";

    // Planted defect: one too few.
    /// <inheritdoc/>
    protected override NTSTATUS Keep(CanaryExtension extension, Pointer data, uint length) => base.Keep(extension, data, length - 1);
}
