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

    /// <summary>Frees a pool block. IRQL: up to DISPATCH_LEVEL, a paged block up to APC_LEVEL. Misuse is a bug check.</summary>
    public void ExFreePool(Pointer p) => Call(ExPoolDdis.ExFreePool, p);

    /// <summary>Frees a pool block that was allocated with this tag; another tag is bug check 0xC2/0x0A.</summary>
    public void ExFreePoolWithTag(Pointer p, PoolTag tag) => Call(ExPoolDdis.ExFreePoolWithTag, p, tag.Value);
}
