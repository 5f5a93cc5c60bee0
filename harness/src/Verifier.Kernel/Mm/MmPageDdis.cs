using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>Page-level allocators (facts/pool-and-memory-api.md §5).</summary>
internal static class MmPageDdis
{
    private const uint MM_ANY_NODE_OK = 0x80000000;
    private const uint NoCache = 0x200, WriteCombine = 0x400;
    private const int FlagsOfEx = 5, FlagsOfNode = 6;

    // The pages say Windows Server 2008, which is one version with Vista here.
    private static readonly IrqlRule DispatchSinceVista = IrqlRule.Dispatch.OrBefore(WindowsVersion.Vista, KIRQL.APC_LEVEL);

    public static readonly Ddi MmAllocateContiguousMemory = Ddi.Declare(
        "MmAllocateContiguousMemory",
        Contiguous(WindowsVersion.Vista, Size(), Value("HighestAcceptableAddress")),
        (machine, a) => machine.PageAllocator.AllocateContiguous(a[0], 0, a[1], 0));

    public static readonly Ddi MmAllocateContiguousMemorySpecifyCache = Ddi.Declare(
        "MmAllocateContiguousMemorySpecifyCache",
        Contiguous(
            WindowsVersion.Vista,
            Size(),
            Value("LowestAcceptableAddress"),
            Value("HighestAcceptableAddress"),
            Value("BoundaryAddressMultiple"),
            Value("CacheType")),
        (machine, a) => machine.PageAllocator.AllocateContiguous(a[0], a[1], a[2], a[3], (MEMORY_CACHING_TYPE)a[4]));

    public static readonly Ddi MmAllocateContiguousMemorySpecifyCacheNode = Ddi.Declare(
        "MmAllocateContiguousMemorySpecifyCacheNode",
        Contiguous(
            null,
            Size(),
            Value("LowestAcceptableAddress"),
            Value("HighestAcceptableAddress"),
            Value("BoundaryAddressMultiple"),
            Value("CacheType"),
            Value("PreferredNode")) with
        { Since = WindowsVersion.Vista },

        // On a machine with one node the request is satisfied from any, whatever node is preferred.
        (machine, a) => machine.PageAllocator.AllocateContiguous(a[0], a[1], a[2], a[3], (MEMORY_CACHING_TYPE)a[4]));

    public static readonly Ddi MmAllocateContiguousNodeMemory = Ddi.Declare(
        "MmAllocateContiguousNodeMemory",
        Contiguous(
            null,
            Size(),
            Value("LowestAcceptableAddress"),
            Value("HighestAcceptableAddress"),
            Value("BoundaryAddressMultiple"),
            Value("Protect"),
            Value("PreferredNode")) with
        { Since = WindowsVersion.Windows8 },
        (machine, a) => IsNode(a[5]) && IsProtection((uint)a[4])
            ? machine.PageAllocator.AllocateContiguous(a[0], a[1], a[2], a[3], CacheOf((uint)a[4]))
            : 0);

    public static readonly Ddi MmFreeContiguousMemory = Ddi.DeclareVoid(
        "MmFreeContiguousMemory",
        new() { Family = DdiFamily.Page, Parameters = [Address("BaseAddress")], Irql = DispatchSinceVista },
        (machine, a) => machine.PageAllocator.FreeContiguous(a[0]));

    public static readonly Ddi MmFreeContiguousMemorySpecifyCache = Ddi.DeclareVoid(
        "MmFreeContiguousMemorySpecifyCache",
        new()
        {
            Family = DdiFamily.Page,
            Parameters = [Address("BaseAddress"), Value("NumberOfBytes"), Value("CacheType")],
            Irql = IrqlRule.Dispatch,
        },
        (machine, a) => machine.PageAllocator.FreeContiguous(a[0], a[1], (MEMORY_CACHING_TYPE)a[2]));

    public static readonly Ddi MmAllocateNonCachedMemory = Ddi.Declare(
        "MmAllocateNonCachedMemory",
        new()
        {
            Family = DdiFamily.Page,
            Parameters = [Size()],
            Irql = IrqlRule.Apc,
            Failure = FailureContract.Null,
            Modelled = "cached or not makes no difference",
        },
        (machine, a) => machine.PageAllocator.AllocateNonCached(a[0]));

    public static readonly Ddi MmFreeNonCachedMemory = Ddi.DeclareVoid(
        "MmFreeNonCachedMemory",
        new() { Family = DdiFamily.Page, Parameters = [Address("BaseAddress"), Value("NumberOfBytes")], Irql = IrqlRule.Apc },
        (machine, a) => machine.PageAllocator.FreeNonCached(a[0], a[1]));

    public static readonly Ddi MmAllocatePagesForMdl = Ddi.Declare(
        "MmAllocatePagesForMdl",
        ForMdl(WindowsVersion.Vista, -1, Value("LowAddress"), Value("HighAddress"), Value("SkipBytes"), Size("TotalBytes")),
        (machine, a) => AllocateForMdl(machine, a, 0));

    public static readonly Ddi MmAllocatePagesForMdlEx = Ddi.Declare(
        "MmAllocatePagesForMdlEx",
        ForMdl(
            WindowsVersion.Vista,
            FlagsOfEx,
            Value("LowAddress"),
            Value("HighAddress"),
            Value("SkipBytes"),
            Size("TotalBytes"),
            Value("CacheType"),
            Value("Flags")) with
        { Since = WindowsVersion.Server2003 },
        (machine, a) => AllocateForMdl(machine, a, (uint)a[FlagsOfEx]));

    public static readonly Ddi MmAllocateNodePagesForMdlEx = Ddi.Declare(
        "MmAllocateNodePagesForMdlEx",
        ForMdl(
            WindowsVersion.Windows81,
            FlagsOfNode,
            Value("LowAddress"),
            Value("HighAddress"),
            Value("SkipBytes"),
            Size("TotalBytes"),
            Value("CacheType"),
            Value("IdealNode"),
            Value("Flags")) with
        { Irql = IrqlRule.Dispatch, Since = WindowsVersion.Windows8 },
        (machine, a) => IsServed((uint)a[5], (uint)a[FlagsOfNode]) ? AllocateForMdl(machine, a, (uint)a[FlagsOfNode]) : 0);

    public static readonly Ddi MmFreePagesFromMdl = Ddi.Declare(
        "MmFreePagesFromMdl",
        new()
        {
            Family = DdiFamily.Page,
            Parameters = [Address("MemoryDescriptorList")],
            Irql = DispatchSinceVista,
            ChecksIrqlItself = true,
        },
        (machine, a) =>
        {
            CheckIrql(machine, "MmFreePagesFromMdl");
            machine.MdlPages.Free(a[0]);
            return 0;
        });

    private static DdiDeclaration Contiguous(WindowsVersion? lowResourcesSince, params DdiParameter[] parameters) => new()
    {
        Family = DdiFamily.Page,
        Parameters = parameters,
        Irql = IrqlRule.Dispatch,
        Failure = FailureContract.Null,
        LowResourcesSince = lowResourcesSince,
        Modelled = "one memory node; cached or not makes no difference",
    };

    private static DdiDeclaration ForMdl(WindowsVersion lowResourcesSince, int flags, params DdiParameter[] parameters) => new()
    {
        Family = DdiFamily.Page,
        Parameters = parameters,
        Irql = DispatchSinceVista,
        ChecksIrqlItself = true,
        Failure = FailureContract.Null with
        {
            Alternatives = [FailureShape.Short, FailureShape.OnePage, FailureShape.AllButOnePage],
            MoreByArguments = (machine, a) => PartialPages.ShapesOf(machine, a, FlagsIn(a, flags)),
        },
        Check = (machine, _) => CheckIrql(machine, machine.CurrentDdi?.Name ?? "MmAllocatePagesForMdl"),
        LowResourcesSince = lowResourcesSince,
        Modelled = "one memory node; cached or not makes no difference",
    };

    /// <summary>The flags of a call that allocates pages for an MDL; 0 for a routine that takes none.</summary>
    internal static uint FlagsOf(Ddi ddi, ReadOnlySpan<ulong> arguments) => FlagsIn(
        arguments, ddi == MmAllocatePagesForMdlEx ? FlagsOfEx : ddi == MmAllocateNodePagesForMdlEx ? FlagsOfNode : -1);

    private static uint FlagsIn(ReadOnlySpan<ulong> arguments, int at) => at < 0 ? 0 : (uint)arguments[at];

    private static bool IsNode(ulong node) => (uint)node is 0 or MM_ANY_NODE_OK;

    // Without the flag the pages come from another node when the ideal one has none.
    private static bool IsServed(uint node, uint flags) => node == 0 || (flags & MM_ALLOCATE.MM_ALLOCATE_FROM_LOCAL_NODE_ONLY) == 0;

    // One of the two protections, and at most one way not to cache.
    private static bool IsProtection(uint protect) =>
        (PAGE_PROTECTION)(protect & ~(NoCache | WriteCombine)) is PAGE_PROTECTION.PAGE_READWRITE or PAGE_PROTECTION.PAGE_EXECUTE_READWRITE
        && (protect & (NoCache | WriteCombine)) != (NoCache | WriteCombine);

    private static MEMORY_CACHING_TYPE CacheOf(uint protect) => (protect & NoCache) != 0 ? MEMORY_CACHING_TYPE.MmNonCached
        : (protect & WriteCombine) != 0 ? MEMORY_CACHING_TYPE.MmWriteCombined : MEMORY_CACHING_TYPE.MmCached;

    private static ulong AllocateForMdl(Machine machine, ReadOnlySpan<ulong> a, uint flags)
    {
        CheckIrql(machine, machine.CurrentDdi?.Name ?? "MmAllocatePagesForMdl");
        return machine.MdlPages.Allocate(a[0], a[1], a[2], a[3], flags);
    }

    // Up to APC_LEVEL before Windows Server 2008 and Vista, then up to DISPATCH_LEVEL; the sub-code names the highest that is allowed.
    private static void CheckIrql(Machine machine, string routine)
    {
        var highest = machine.Profile.Version < WindowsVersion.Vista ? KIRQL.APC_LEVEL : KIRQL.DISPATCH_LEVEL;
        machine.RequireIrql(highest, Stops.DriverVerifier.MdlPagesIrql(machine.Irql, (ulong)highest), routine);
    }
}
