namespace Verifier.Kernel;

/// <content>Pool allocation and free (facts/pool-and-memory-api.md §2).</content>
public abstract partial class Ntoskrnl
{
    /// <summary>
    /// Allocates pool; contents are uninitialised. IRQL: up to DISPATCH_LEVEL, paged types up to APC_LEVEL. Returns NULL when memory is
    /// short, or raises STATUS_INSUFFICIENT_RESOURCES with POOL_RAISE_IF_ALLOCATION_FAILURE.
    /// </summary>
    public Pointer ExAllocatePoolWithTag(POOL_TYPE poolType, ulong numberOfBytes, PoolTag tag) =>
        CallForPointer(ExPoolDdis.ExAllocatePoolWithTag, (ulong)poolType, numberOfBytes, tag.Value);

    /// <summary>Allocates pool without a tag, which is recorded as "None". Obsolete. Returns NULL when memory is short.</summary>
    public Pointer ExAllocatePool(POOL_TYPE poolType, ulong numberOfBytes) =>
        CallForPointer(ExPoolDdis.ExAllocatePool, (ulong)poolType, numberOfBytes);

    /// <summary>Allocates pool; the priority says how early it may fail. Otherwise as <see cref="ExAllocatePoolWithTag"/>.</summary>
    public Pointer ExAllocatePoolWithTagPriority(POOL_TYPE poolType, ulong numberOfBytes, PoolTag tag, EX_POOL_PRIORITY priority) =>
        CallForPointer(ExPoolDdis.ExAllocatePoolWithTagPriority, (ulong)poolType, numberOfBytes, tag.Value, (ulong)priority);

    /// <summary>
    /// Allocates pool charged to the requesting process, without a tag. Raises STATUS_QUOTA_EXCEEDED or STATUS_INSUFFICIENT_RESOURCES;
    /// with POOL_QUOTA_FAIL_INSTEAD_OF_RAISE it returns NULL instead.
    /// </summary>
    public Pointer ExAllocatePoolWithQuota(POOL_TYPE poolType, ulong numberOfBytes) =>
        CallForPointer(ExPoolDdis.ExAllocatePoolWithQuota, (ulong)poolType, numberOfBytes);

    /// <summary>As <see cref="ExAllocatePoolWithQuota"/>, with a tag.</summary>
    public Pointer ExAllocatePoolWithQuotaTag(POOL_TYPE poolType, ulong numberOfBytes, PoolTag tag) =>
        CallForPointer(ExPoolDdis.ExAllocatePoolWithQuotaTag, (ulong)poolType, numberOfBytes, tag.Value);

    /// <summary>
    /// Allocates zeroed pool (10-2004 and later). Returns NULL when memory is short, and for tag 0, size 0 or flags that cannot be
    /// honoured; raises instead with POOL_FLAG_RAISE_ON_FAILURE.
    /// </summary>
    public Pointer ExAllocatePool2(POOL_FLAGS flags, ulong numberOfBytes, PoolTag tag) =>
        CallForPointer(ExPool2Ddis.ExAllocatePool2, (ulong)flags, numberOfBytes, tag.Value);

    /// <summary>As <see cref="ExAllocatePool2"/>, with an array of POOL_EXTENDED_PARAMETER.</summary>
    public Pointer ExAllocatePool3(POOL_FLAGS flags, ulong numberOfBytes, PoolTag tag, Pointer extendedParameters, uint count) =>
        CallForPointer(ExPool2Ddis.ExAllocatePool3, (ulong)flags, numberOfBytes, tag.Value, extendedParameters, count);

    /// <summary>Frees a pool block. IRQL: up to DISPATCH_LEVEL, a paged block up to APC_LEVEL. Misuse is a bug check.</summary>
    public void ExFreePool(Pointer p) => Call(ExPoolDdis.ExFreePool, p);

    /// <summary>Frees a pool block that was allocated with this tag; another tag is bug check 0xC2/0x0A.</summary>
    public void ExFreePoolWithTag(Pointer p, PoolTag tag) => Call(ExPoolDdis.ExFreePoolWithTag, p, tag.Value);

    /// <summary>As <see cref="ExFreePoolWithTag"/> (Server 2022 and later).</summary>
    public void ExFreePool2(Pointer p, PoolTag tag, Pointer extendedParameters = default, uint count = 0) =>
        Call(ExPool2Ddis.ExFreePool2, p, tag.Value, extendedParameters, count);
}
