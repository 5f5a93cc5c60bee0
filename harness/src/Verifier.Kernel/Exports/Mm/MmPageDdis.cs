namespace Verifier.Kernel;

/// <summary>
/// Page-level allocators (harness/docs/facts/memory.md#page-allocators). Physical addresses are byte addresses; limits are inclusive.
/// </summary>
internal static class MmPageDdis
{
    private const string OneNode = "one memory node; cached or not makes no difference";
    private const uint MM_ANY_NODE_OK = 0x80000000;
    private const uint NoCache = 0x200, WriteCombine = 0x400;

    /// <summary>
    /// Physically contiguous, nonpaged, page aligned, uninitialised. IRQL: up to DISPATCH_LEVEL. Returns NULL when there is no such run.
    /// </summary>
    [Ddi(Family = DdiFamily.Page, LowResourcesSince = WindowsVersion.Vista, Modelled = OneNode)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    [Fails(FailureShape.Null)]
    public static Pointer MmAllocateContiguousMemory(Machine machine, [Size] ulong numberOfBytes, ulong highestAcceptableAddress) =>
        new(machine, machine.PageAllocator.AllocateContiguous(numberOfBytes, 0, highestAcceptableAddress, 0));

    /// <summary>The same with a lower limit and a boundary not to be crossed (a power of two, or 0).</summary>
    [Ddi(Family = DdiFamily.Page, LowResourcesSince = WindowsVersion.Vista, Modelled = OneNode)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    [Fails(FailureShape.Null)]
    public static Pointer MmAllocateContiguousMemorySpecifyCache(
        Machine machine,
        [Size] ulong numberOfBytes,
        ulong lowestAcceptableAddress,
        ulong highestAcceptableAddress,
        ulong boundaryAddressMultiple,
        MEMORY_CACHING_TYPE cacheType) =>
        new(machine, machine.PageAllocator.AllocateContiguous(
            numberOfBytes, lowestAcceptableAddress, highestAcceptableAddress, boundaryAddressMultiple, cacheType));

    /// <summary>The same from a memory node; NULL when that node cannot serve it. MM_ANY_NODE_OK is 0x80000000.</summary>
    /// <remarks>On a machine with one node the request is satisfied from it, also if another node is preferred.</remarks>
    [Ddi(Family = DdiFamily.Page, Since = WindowsVersion.Vista, Modelled = OneNode)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    [Fails(FailureShape.Null)]
    public static Pointer MmAllocateContiguousMemorySpecifyCacheNode(
        Machine machine,
        [Size] ulong numberOfBytes,
        ulong lowestAcceptableAddress,
        ulong highestAcceptableAddress,
        ulong boundaryAddressMultiple,
        MEMORY_CACHING_TYPE cacheType,
        uint preferredNode) =>
        new(machine, machine.PageAllocator.AllocateContiguous(
            numberOfBytes, lowestAcceptableAddress, highestAcceptableAddress, boundaryAddressMultiple, cacheType));

    /// <summary>The same with a page protection. Windows 8.</summary>
    [Ddi(Family = DdiFamily.Page, Since = WindowsVersion.Windows8, Modelled = OneNode)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    [Fails(FailureShape.Null)]
    public static Pointer MmAllocateContiguousNodeMemory(
        Machine machine,
        [Size] ulong numberOfBytes,
        ulong lowestAcceptableAddress,
        ulong highestAcceptableAddress,
        ulong boundaryAddressMultiple,
        uint protect,
        uint preferredNode) => IsNode(preferredNode) && IsProtection(protect)
        ? new(machine, machine.PageAllocator.AllocateContiguous(
            numberOfBytes, lowestAcceptableAddress, highestAcceptableAddress, boundaryAddressMultiple, CacheOf(protect)))
        : Pointer.Null;

    /// <summary>Frees contiguous memory; a bad pointer is 0xC2/0x60. IRQL: up to DISPATCH_LEVEL (before Vista APC_LEVEL).</summary>
    [Ddi(Family = DdiFamily.Page, Releases = true)]
    [Irql(KIRQL.DISPATCH_LEVEL, When = IrqlCondition.OlderWindows, Since = WindowsVersion.Vista, Lower = KIRQL.APC_LEVEL)]
    public static void MmFreeContiguousMemory(Machine machine, Pointer baseAddress) => machine.PageAllocator.FreeContiguous(baseAddress);

    /// <summary>Frees contiguous memory with the size and caching it was allocated with. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(Family = DdiFamily.Page, Releases = true)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void MmFreeContiguousMemorySpecifyCache(
        Machine machine, Pointer baseAddress, ulong numberOfBytes, MEMORY_CACHING_TYPE cacheType) =>
        machine.PageAllocator.FreeContiguous(baseAddress, numberOfBytes, cacheType);

    /// <summary>
    /// Noncached, nonpaged, whole pages, uninitialised. IRQL: up to APC_LEVEL. Returns NULL when pages or PTEs are short.
    /// </summary>
    [Ddi(Family = DdiFamily.Page, Modelled = "cached or not makes no difference")]
    [Irql(KIRQL.APC_LEVEL)]
    [Fails(FailureShape.Null)]
    public static Pointer MmAllocateNonCachedMemory(Machine machine, [Size] ulong numberOfBytes) =>
        new(machine, machine.PageAllocator.AllocateNonCached(numberOfBytes));

    /// <summary>Frees noncached memory with the size it was allocated with. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Family = DdiFamily.Page, Releases = true)]
    [Irql(KIRQL.APC_LEVEL)]
    public static void MmFreeNonCachedMemory(Machine machine, Pointer baseAddress, ulong numberOfBytes) =>
        machine.PageAllocator.FreeNonCached(baseAddress, numberOfBytes);

    /// <summary>
    /// Zeroed pages without an address, described by an MDL. IRQL: up to DISPATCH_LEVEL (before Vista APC_LEVEL). Returns NULL, or an MDL
    /// with fewer bytes than asked for, when pages are short: look at its ByteCount. Free with MmFreePagesFromMdl and then ExFreePool.
    /// </summary>
    [Ddi(Family = DdiFamily.Page, LowResourcesSince = WindowsVersion.Vista, Modelled = OneNode, Allocates = MemoryKind.MdlPages)]
    [Irql(
        KIRQL.DISPATCH_LEVEL,
        When = IrqlCondition.OlderWindows,
        Since = WindowsVersion.Vista,
        Lower = KIRQL.APC_LEVEL,
        ChecksItself = true)]
    [Fails(
        FailureShape.Null,
        Alternatives = [FailureShape.Short, FailureShape.OnePage, FailureShape.AllButOnePage],
        MoreByArguments = nameof(MoreShapesOfPages))]
    [Checks(nameof(CheckAllocation))]
    public static Mdl MmAllocatePagesForMdl(
        Machine machine, ulong lowAddress, ulong highAddress, ulong skipBytes, [Size] ulong totalBytes) =>
        AllocateForMdl(machine, lowAddress, highAddress, skipBytes, totalBytes, 0);

    /// <summary>The same with <see cref="MM_ALLOCATE"/> flags. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(
        Family = DdiFamily.Page,
        Since = WindowsVersion.Server2003,
        LowResourcesSince = WindowsVersion.Vista,
        Modelled = OneNode,
        Allocates = MemoryKind.MdlPages)]
    [Irql(
        KIRQL.DISPATCH_LEVEL,
        When = IrqlCondition.OlderWindows,
        Since = WindowsVersion.Vista,
        Lower = KIRQL.APC_LEVEL,
        ChecksItself = true)]
    [Fails(
        FailureShape.Null,
        Alternatives = [FailureShape.Short, FailureShape.OnePage, FailureShape.AllButOnePage],
        MoreByArguments = nameof(MoreShapesOfFlags))]
    [Checks(nameof(CheckAllocation))]
    public static Mdl MmAllocatePagesForMdlEx(
        Machine machine,
        ulong lowAddress,
        ulong highAddress,
        ulong skipBytes,
        [Size] ulong totalBytes,
        MEMORY_CACHING_TYPE cacheType,
        uint flags) => AllocateForMdl(machine, lowAddress, highAddress, skipBytes, totalBytes, flags);

    /// <summary>The same from a memory node. IRQL: up to DISPATCH_LEVEL. Windows 8.</summary>
    [Ddi(
        Family = DdiFamily.Page,
        Since = WindowsVersion.Windows8,
        LowResourcesSince = WindowsVersion.Windows81,
        Modelled = OneNode,
        Allocates = MemoryKind.MdlPages)]
    [Irql(KIRQL.DISPATCH_LEVEL, ChecksItself = true)]
    [Fails(
        FailureShape.Null,
        Alternatives = [FailureShape.Short, FailureShape.OnePage, FailureShape.AllButOnePage],
        MoreByArguments = nameof(MoreShapesOfFlags))]
    [Checks(nameof(CheckAllocation))]
    public static Mdl MmAllocateNodePagesForMdlEx(
        Machine machine,
        ulong lowAddress,
        ulong highAddress,
        ulong skipBytes,
        [Size] ulong totalBytes,
        MEMORY_CACHING_TYPE cacheType,
        uint idealNode,
        uint flags) =>
        IsServed(idealNode, flags) ? AllocateForMdl(machine, lowAddress, highAddress, skipBytes, totalBytes, flags) : default;

    /// <summary>Frees the pages, not the MDL: that is ExFreePool's. IRQL: up to DISPATCH_LEVEL (before Vista APC_LEVEL).</summary>
    [Ddi(Family = DdiFamily.Page, Releases = true)]
    [Irql(
        KIRQL.DISPATCH_LEVEL,
        When = IrqlCondition.OlderWindows,
        Since = WindowsVersion.Vista,
        Lower = KIRQL.APC_LEVEL,
        ChecksItself = true)]
    public static void MmFreePagesFromMdl(Machine machine, Mdl memoryDescriptorList)
    {
        CheckIrql(machine, nameof(MmFreePagesFromMdl));
        machine.MdlPages.Free(memoryDescriptorList.Pointer);
    }

    internal static IReadOnlyList<FailureShape> MoreShapesOfPages(Machine machine, ulong skipBytes, ulong totalBytes) =>
        PartialPages.ShapesOf(machine, skipBytes, totalBytes, 0);

    internal static IReadOnlyList<FailureShape> MoreShapesOfFlags(Machine machine, ulong skipBytes, ulong totalBytes, uint flags) =>
        PartialPages.ShapesOf(machine, skipBytes, totalBytes, flags);

    internal static void CheckAllocation(Machine machine) =>
        CheckIrql(machine, machine.CurrentDdi?.Name ?? nameof(MmAllocatePagesForMdl));

    private static bool IsNode(uint node) => node is 0 or MM_ANY_NODE_OK;

    // Without the flag the pages come from another node when the ideal one has none.
    private static bool IsServed(uint node, uint flags) => node == 0 || (flags & MM_ALLOCATE.MM_ALLOCATE_FROM_LOCAL_NODE_ONLY) == 0;

    // One of the two protections, and at most one way not to cache.
    private static bool IsProtection(uint protect) =>
        (PAGE_PROTECTION)(protect & ~(NoCache | WriteCombine)) is PAGE_PROTECTION.PAGE_READWRITE or PAGE_PROTECTION.PAGE_EXECUTE_READWRITE
        && (protect & (NoCache | WriteCombine)) != (NoCache | WriteCombine);

    private static MEMORY_CACHING_TYPE CacheOf(uint protect) => (protect & NoCache) != 0 ? MEMORY_CACHING_TYPE.MmNonCached
        : (protect & WriteCombine) != 0 ? MEMORY_CACHING_TYPE.MmWriteCombined : MEMORY_CACHING_TYPE.MmCached;

    private static Mdl AllocateForMdl(Machine machine, ulong low, ulong high, ulong skip, ulong bytes, uint flags)
    {
        CheckAllocation(machine);
        return new Mdl(machine, machine.MdlPages.Allocate(low, high, skip, bytes, flags));
    }

    // Up to APC_LEVEL before Windows Server 2008 and Vista, which are one version here, then up to DISPATCH_LEVEL; the sub-code names the
    // highest that is allowed.
    private static void CheckIrql(Machine machine, string routine)
    {
        var highest = machine.Profile.Version < WindowsVersion.Vista ? KIRQL.APC_LEVEL : KIRQL.DISPATCH_LEVEL;
        machine.RequireIrql(highest, Stops.DriverVerifier.MdlPagesIrql(machine.Irql, (ulong)highest), routine);
    }
}
