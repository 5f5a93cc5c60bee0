using Verifier.Kernel;

namespace Verifier.Drivers.IsrDpc;

/// <summary>The translator whose table may be paged out, for it is only touched where a page fault can be served.</summary>
public sealed class IsrDpcFrugal : TranslatorDriver
{
    /// <inheritdoc/>
    public override string Name => "isr-dpc-frugal";

    /// <inheritdoc/>
    public override string Description => "A translator that never raises IRQL and keeps its table in paged pool.";

    /// <inheritdoc/>
    protected override POOL_TYPE TablePool => POOL_TYPE.PagedPool;
}
