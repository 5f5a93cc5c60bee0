using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Canaries;

/// <summary>Says that a request is pending without having marked it so.</summary>
public sealed class CanaryProtocol : CanaryDriver
{
    /// <inheritdoc/>
    public override string Name => "canary-protocol";

    /// <inheritdoc/>
    public override string Description => "Says that a request is pending without having marked it so.";

    // Planted defect: a request that was not marked pending is not pending.
    /// <inheritdoc/>
    protected override NTSTATUS Answer(NTSTATUS status) => NT_SUCCESS(status) ? status : STATUS_PENDING;
}
