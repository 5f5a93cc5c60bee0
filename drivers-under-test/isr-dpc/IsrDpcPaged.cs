using Verifier.Kernel;

namespace Verifier.Drivers.IsrDpc;

/// <summary>The sampler that keeps in paged pool what its DPC and its StartIo touch.</summary>
public sealed class IsrDpcPaged : SamplerDriver
{
    /// <inheritdoc/>
    public override string Name => "isr-dpc-paged";

    /// <inheritdoc/>
    public override string Description => "A sampler whose DPC and StartIo look into a paged table: works until the table is paged out.";

    /// <inheritdoc/>
    // Planted defect: at DISPATCH_LEVEL no page fault can be served.
    protected override POOL_TYPE TablePool => POOL_TYPE.PagedPool;
}
