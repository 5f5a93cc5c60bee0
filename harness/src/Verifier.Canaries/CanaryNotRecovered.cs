using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Canaries;

/// <summary>Refuses everything once a write failed.</summary>
public sealed class CanaryNotRecovered : CanaryDriver
{
    /// <inheritdoc/>
    public override string Name => "canary-not-recovered";

    /// <inheritdoc/>
    public override string Description => "Refuses everything once a write failed.";

    /// <inheritdoc/>
    protected override NTSTATUS WithoutCopy(CanaryExtension extension)
    {
        // Planted defect: it is never opened again.
        extension.IsClosed = true;
        return STATUS_INSUFFICIENT_RESOURCES;
    }
}
