using Verifier.Kernel;

namespace Verifier.Canaries;

/// <summary>Allocates with another tag than the script waits for.</summary>
public sealed class CanaryNotReached : CanaryDriver
{
    /// <inheritdoc/>
    public override string Name => "canary-not-reached";

    /// <inheritdoc/>
    public override string Description => "Allocates with another tag than the script waits for.";

    // Planted defect: the script's, which says nothing about this driver any more.
    /// <inheritdoc/>
    protected override PoolTag Tag => OtherTag;
}
