using Verifier.Kernel;

namespace Verifier.Drivers.IsrDpc;

/// <summary>The sampler that keeps in nonpaged pool what its DPC and its StartIo touch.</summary>
public sealed class IsrDpcNonpaged : SamplerDriver
{
    /// <inheritdoc/>
    public override string Name => "isr-dpc-nonpaged";

    /// <inheritdoc/>
    public override string Description => "A sampler whose DPC and StartIo look into a nonpaged table.";

    /// <inheritdoc/>
    protected override POOL_TYPE TablePool => POOL_TYPE.NonPagedPoolNx;
}
