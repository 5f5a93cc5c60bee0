using Verifier.Kernel;

namespace Verifier.Acceptance.Cli;

/// <summary>A driver that keeps a block from load to unload.</summary>
public abstract class BlockKeeper : DriverModel
{
    private static readonly PoolTag s_tag = new(0x6B6C6241);
    private Pointer _block;

    /// <inheritdoc/>
    public override NTSTATUS DriverEntry(DriverObject driverObject, UnicodeString registryPath)
    {
        _block = ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 64, s_tag);
        if (_block.IsNull)
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        driverObject.SetDriverUnload(Unload);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>Frees the block.</summary>
    protected virtual void Unload(DriverObject driverObject) => ExFreePoolWithTag(_block, s_tag);
}
