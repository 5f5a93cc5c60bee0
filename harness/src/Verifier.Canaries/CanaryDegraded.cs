using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Canaries;

/// <summary>Goes on without what every later write needs.</summary>
public sealed class CanaryDegraded : CanaryDriver
{
    /// <inheritdoc/>
    public override string Name => "canary-degraded";

    /// <inheritdoc/>
    public override string Description => "Goes on without what every later write needs.";

    // Planted defect: the device is there, and no write can ever succeed.
    /// <inheritdoc/>
    protected override NTSTATUS WithoutDesk() => STATUS_SUCCESS;
}
