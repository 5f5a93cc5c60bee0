using Verifier.Kernel;

namespace Verifier.Drivers.Pool2Migrated;

/// <summary>Took the raise flag over to be safe, and has no code that catches.</summary>
public sealed class Pool2MigratedRaise : SessionDriver
{
    /// <inheritdoc/>
    public override string Name => "pool2-migrated-raise";

    /// <inheritdoc/>
    public override string Description => "Asks for POOL_FLAG_RAISE_ON_FAILURE without a try/except around it.";

    /// <inheritdoc/>
    protected override Record AllocateRecord(uint length)
    {
        // Planted defect: with this flag the check for NULL in the caller is never reached.
        const POOL_FLAGS flags = POOL_FLAGS.POOL_FLAG_PAGED | POOL_FLAGS.POOL_FLAG_RAISE_ON_FAILURE;
        return new(ExAllocatePool2(flags, Record.HeaderBytes + length, RecordTag));
    }
}
