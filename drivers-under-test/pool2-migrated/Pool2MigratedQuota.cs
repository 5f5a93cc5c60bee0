using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.Pool2Migrated;

/// <summary>
/// ExAllocatePoolWithQuotaTag raised and never returned NULL; its try/except was kept, the check for NULL was not added.
/// </summary>
public sealed class Pool2MigratedQuota : SessionDriver
{
    /// <inheritdoc/>
    public override string Name => "pool2-migrated-quota";

    /// <inheritdoc/>
    public override string Description => "Expects ExAllocatePool2 to raise with POOL_FLAG_USE_QUOTA as the old routine did; it returns NULL.";

    /// <inheritdoc/>
    protected override NTSTATUS AppendRecord(Session session, Pointer data, uint length)
    {
        Record record;
        try
        {
            record = AllocateRecord(length);
        }
        catch (KernelException exception)
        {
            return exception.Status;
        }

        // Planted defect: POOL_FLAG_USE_QUOTA does not raise by itself, so record may be NULL here.
        Append(session, record, data, length);
        return STATUS_SUCCESS;
    }
}
