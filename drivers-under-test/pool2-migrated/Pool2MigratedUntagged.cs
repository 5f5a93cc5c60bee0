using Verifier.Kernel;

namespace Verifier.Drivers.Pool2Migrated;

/// <summary>
/// ExAllocatePool took no tag, so the new call got tag 0: where the old routines stop the machine, the new one returns NULL.
/// </summary>
public sealed class Pool2MigratedUntagged : SessionDriver
{
    /// <inheritdoc/>
    public override string Name => "pool2-migrated-untagged";

    /// <inheritdoc/>
    public override string Description => "Passes tag 0 to ExAllocatePool2, which always returns NULL then: no record is ever kept.";

    /// <inheritdoc/>
    protected override Record AllocateRecord(uint length)
    {
        // Planted defect: tag 0 is refused, however much memory there is.
        return new(ExAllocatePool2(POOL_FLAGS.POOL_FLAG_PAGED, Record.HeaderBytes + length, default));
    }
}
