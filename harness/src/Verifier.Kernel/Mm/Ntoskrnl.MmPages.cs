namespace Verifier.Kernel;

/// <content>Page-level allocators. Physical addresses are byte addresses; limits are inclusive.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>
    /// Physically contiguous, nonpaged, page aligned, uninitialised. IRQL: up to DISPATCH_LEVEL. Returns NULL when there is no such run.
    /// </summary>
    public Pointer MmAllocateContiguousMemory(ulong numberOfBytes, ulong highestAcceptableAddress) =>
        CallForPointer(MmPageDdis.MmAllocateContiguousMemory, numberOfBytes, highestAcceptableAddress);

    /// <summary>The same with a lower limit and a boundary not to be crossed (a power of two, or 0).</summary>
    public Pointer MmAllocateContiguousMemorySpecifyCache(
        ulong numberOfBytes,
        ulong lowestAcceptableAddress,
        ulong highestAcceptableAddress,
        ulong boundaryAddressMultiple,
        MEMORY_CACHING_TYPE cacheType) =>
        CallForPointer(
            MmPageDdis.MmAllocateContiguousMemorySpecifyCache,
            numberOfBytes,
            lowestAcceptableAddress,
            highestAcceptableAddress,
            boundaryAddressMultiple,
            (ulong)cacheType);

    /// <summary>The same from a memory node; NULL when that node cannot serve it. MM_ANY_NODE_OK is 0x80000000.</summary>
    public Pointer MmAllocateContiguousMemorySpecifyCacheNode(
        ulong numberOfBytes,
        ulong lowestAcceptableAddress,
        ulong highestAcceptableAddress,
        ulong boundaryAddressMultiple,
        MEMORY_CACHING_TYPE cacheType,
        uint preferredNode) =>
        CallForPointer(
            MmPageDdis.MmAllocateContiguousMemorySpecifyCacheNode,
            numberOfBytes,
            lowestAcceptableAddress,
            highestAcceptableAddress,
            boundaryAddressMultiple,
            (ulong)cacheType,
            preferredNode);

    /// <summary>The same with a page protection. Windows 8.</summary>
    public Pointer MmAllocateContiguousNodeMemory(
        ulong numberOfBytes,
        ulong lowestAcceptableAddress,
        ulong highestAcceptableAddress,
        ulong boundaryAddressMultiple,
        uint protect,
        uint preferredNode) =>
        CallForPointer(
            MmPageDdis.MmAllocateContiguousNodeMemory,
            numberOfBytes,
            lowestAcceptableAddress,
            highestAcceptableAddress,
            boundaryAddressMultiple,
            protect,
            preferredNode);

    /// <summary>Frees contiguous memory; a bad pointer is 0xC2/0x60. IRQL: up to DISPATCH_LEVEL (before Vista APC_LEVEL).</summary>
    public void MmFreeContiguousMemory(Pointer baseAddress) => Call(MmPageDdis.MmFreeContiguousMemory, baseAddress);

    /// <summary>Frees contiguous memory with the size and caching it was allocated with. IRQL: up to DISPATCH_LEVEL.</summary>
    public void MmFreeContiguousMemorySpecifyCache(Pointer baseAddress, ulong numberOfBytes, MEMORY_CACHING_TYPE cacheType) =>
        Call(MmPageDdis.MmFreeContiguousMemorySpecifyCache, baseAddress, numberOfBytes, (ulong)cacheType);

    /// <summary>
    /// Noncached, nonpaged, whole pages, uninitialised. IRQL: up to APC_LEVEL. Returns NULL when pages or PTEs are short.
    /// </summary>
    public Pointer MmAllocateNonCachedMemory(ulong numberOfBytes) => CallForPointer(MmPageDdis.MmAllocateNonCachedMemory, numberOfBytes);

    /// <summary>Frees noncached memory with the size it was allocated with. IRQL: up to APC_LEVEL.</summary>
    public void MmFreeNonCachedMemory(Pointer baseAddress, ulong numberOfBytes) =>
        Call(MmPageDdis.MmFreeNonCachedMemory, baseAddress, numberOfBytes);

    /// <summary>
    /// Zeroed pages without an address, described by an MDL. IRQL: up to DISPATCH_LEVEL (before Vista APC_LEVEL). Returns NULL, or an MDL
    /// with fewer bytes than asked for, when pages are short: look at its ByteCount. Free with MmFreePagesFromMdl and then ExFreePool.
    /// </summary>
    public Mdl MmAllocatePagesForMdl(ulong lowAddress, ulong highAddress, ulong skipBytes, ulong totalBytes) =>
        new(CallForPointer(MmPageDdis.MmAllocatePagesForMdl, lowAddress, highAddress, skipBytes, totalBytes));

    /// <summary>The same with <see cref="MM_ALLOCATE"/> flags. IRQL: up to DISPATCH_LEVEL.</summary>
    public Mdl MmAllocatePagesForMdlEx(
        ulong lowAddress, ulong highAddress, ulong skipBytes, ulong totalBytes, MEMORY_CACHING_TYPE cacheType, uint flags) =>
        new(CallForPointer(MmPageDdis.MmAllocatePagesForMdlEx, lowAddress, highAddress, skipBytes, totalBytes, (ulong)cacheType, flags));

    /// <summary>The same from a memory node. IRQL: up to DISPATCH_LEVEL. Windows 8.</summary>
    public Mdl MmAllocateNodePagesForMdlEx(
        ulong lowAddress,
        ulong highAddress,
        ulong skipBytes,
        ulong totalBytes,
        MEMORY_CACHING_TYPE cacheType,
        uint idealNode,
        uint flags) =>
        new(CallForPointer(
            MmPageDdis.MmAllocateNodePagesForMdlEx, lowAddress, highAddress, skipBytes, totalBytes, (ulong)cacheType, idealNode, flags));

    /// <summary>Frees the pages, not the MDL: that is ExFreePool's. IRQL: up to DISPATCH_LEVEL (before Vista APC_LEVEL).</summary>
    public void MmFreePagesFromMdl(Mdl mdl) => Call(MmPageDdis.MmFreePagesFromMdl, mdl.Pointer);
}
