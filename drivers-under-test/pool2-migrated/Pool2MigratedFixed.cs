using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.Pool2Migrated;

/// <summary>
/// The whole contract used rightly: sessions rely on the zeroes that they ask for, records take the raise flag inside a try/except, and
/// every block has a tag.
/// </summary>
public sealed class Pool2MigratedFixed : SessionDriver
{
    /// <inheritdoc/>
    public override string Name => "pool2-migrated-fixed";

    /// <inheritdoc/>
    public override string Description => "Uses ExAllocatePool2 by its contract: zeroed, tagged, NULL checked, raise flag with try/except.";

    /// <inheritdoc/>
    protected override NTSTATUS AppendRecord(Session session, Pointer data, uint length)
    {
        const POOL_FLAGS flags = POOL_FLAGS.POOL_FLAG_PAGED | POOL_FLAGS.POOL_FLAG_USE_QUOTA | POOL_FLAGS.POOL_FLAG_RAISE_ON_FAILURE;
        Record record;
        try
        {
            record = new(ExAllocatePool2(flags, Record.HeaderBytes + length, RecordTag));
        }
        catch (KernelException exception)
        {
            return exception.Status;
        }

        Append(session, record, data, length);
        return STATUS_SUCCESS;
    }
}
