using Verifier.Kernel;

namespace Verifier.Drivers.Pool2Migrated;

/// <summary>Asks for uninitialised memory as the old routine gave, but dropped the RtlZeroMemory because "the new one zeroes".</summary>
public sealed class Pool2MigratedUnzeroed : SessionDriver
{
    /// <inheritdoc/>
    public override string Name => "pool2-migrated-unzeroed";

    /// <inheritdoc/>
    public override string Description => "Sets POOL_FLAG_UNINITIALIZED and relies on zeroes: the session begins with a garbage list.";

    /// <inheritdoc/>
    protected override Session AllocateSession()
    {
        // Planted defect: Newest and Count of the session are the bytes that the block held before.
        const POOL_FLAGS flags = POOL_FLAGS.POOL_FLAG_NON_PAGED | POOL_FLAGS.POOL_FLAG_UNINITIALIZED;
        return new(ExAllocatePool2(flags, Session.Bytes, SessionTag));
    }
}
