namespace Verifier.Kernel;

/// <content>Pool allocation and free.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>
    /// Allocates pool; contents are uninitialised. IRQL: up to DISPATCH_LEVEL, paged types up to APC_LEVEL. Returns NULL when memory is
    /// short, or raises with POOL_RAISE_IF_ALLOCATION_FAILURE (facts/pool-and-memory-api.md §2).
    /// </summary>
    public Pointer ExAllocatePoolWithTag(POOL_TYPE poolType, ulong numberOfBytes, PoolTag tag) =>
        CallForPointer(ExPoolDdis.ExAllocatePoolWithTag, (ulong)poolType, numberOfBytes, tag.Value);
}
