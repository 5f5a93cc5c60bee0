using Verifier.Kernel;

namespace Verifier.Drivers.IsrDpc;

/// <summary>The translator that takes everything from nonpaged pool, to be on the safe side.</summary>
public sealed class IsrDpcGreedy : TranslatorDriver
{
    /// <inheritdoc/>
    public override string Name => "isr-dpc-greedy";

    /// <inheritdoc/>
    public override string Description => "A translator that never raises IRQL and yet keeps 1 MB of table in nonpaged pool.";

    /// <inheritdoc/>
    // Planted defect: nothing here runs at DISPATCH_LEVEL; the table takes memory that other drivers cannot do without.
    protected override POOL_TYPE TablePool => POOL_TYPE.NonPagedPoolNx;
}
