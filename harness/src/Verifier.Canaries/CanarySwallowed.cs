using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Canaries;

/// <summary>Says that it kept what it did not.</summary>
public sealed class CanarySwallowed : CanaryDriver
{
    /// <inheritdoc/>
    public override string Name => "canary-swallowed";

    /// <inheritdoc/>
    public override string Description => "Says that it kept what it did not.";

    // Planted defect: the caller is told that its data is kept.
    /// <inheritdoc/>
    protected override NTSTATUS WithoutCopy(CanaryExtension extension) => STATUS_SUCCESS;
}
