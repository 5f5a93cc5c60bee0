using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Canaries;

/// <summary>Calls a shortage by another name.</summary>
public sealed class CanaryWrongStatus : CanaryDriver
{
    /// <inheritdoc/>
    public override string Name => "canary-wrong-status";

    /// <inheritdoc/>
    public override string Description => "Calls a shortage by another name.";

    // Planted defect: the caller cannot tell a shortage from a broken device.
    /// <inheritdoc/>
    protected override NTSTATUS WithoutCopy(CanaryExtension extension) => STATUS_UNSUCCESSFUL;
}
