using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>Mappings of MDLs and of physical ranges (facts/pool-and-memory-api.md §4).</summary>
internal static class MmMapDdis
{
    public static readonly Ddi MmMapLockedPagesSpecifyCache = Ddi.Declare(
        "MmMapLockedPagesSpecifyCache",
        new()
        {
            Family = DdiFamily.Map,
            Parameters =
            [
                Address("MemoryDescriptorList"), Value("AccessMode"), Value("CacheType"), Address("RequestedAddress"),
                Value("BugCheckOnFailure"), Value("Priority"),
            ],
            Irql = IrqlRule.ByMapping,
            ChecksIrqlItself = true,
            Failure = FailureContract.Null with { ByArguments = ShapeOfMapping, Crash = StopForMapping },
            LowResourcesSince = WindowsVersion.Windows2000,
            Modelled = "every caching type maps alike; RequestedAddress is not honoured",
            Check = CheckSpecifyCache,
        },
        (machine, a) =>
        {
            CheckSpecifyCache(machine, a);
            var priority = (MM_PAGE_PRIORITY)a[5];
            return IsUser(a[1]) ? MapForUser(machine, a[0], priority) : machine.Mappings.Map(a[0], (byte)a[4] != 0, priority);
        });

    public static readonly Ddi MmMapLockedPages = Ddi.Declare(
        "MmMapLockedPages",
        new()
        {
            Family = DdiFamily.Map,
            Parameters = [Address("MemoryDescriptorList"), Value("AccessMode")],
            Irql = IrqlRule.ByMapping,
            ChecksIrqlItself = true,
            Failure = new(FailureShape.Stop, NTSTATUS.STATUS_INSUFFICIENT_RESOURCES)
            {
                ByArguments = a => IsUser(a[1]) ? FailureShape.Raise : FailureShape.Stop,
                Crash = StopForMapping,
            },
            Successor = new(WindowsVersion.Windows2000, "MmMapLockedPagesSpecifyCache", "MmMapLockedPages function (wdm.h)"),
        },
        (machine, a) =>
        {
            CheckObsolete(machine, a[0], (KPROCESSOR_MODE)a[1]);
            return IsUser(a[1]) ? MapForUser(machine, a[0], 0) : machine.Mappings.Map(a[0], true, MM_PAGE_PRIORITY.HighPagePriority);
        });

    public static readonly Ddi MmGetSystemAddressForMdlSafe = Ddi.Declare(
        "MmGetSystemAddressForMdlSafe",
        new()
        {
            Family = DdiFamily.Map,
            Parameters = [Address("Mdl"), Value("Priority")],
            Irql = IrqlRule.Dispatch,
            Failure = FailureContract.Null,
            LowResourcesSince = WindowsVersion.Windows2000,
            ExpandsTo = "MmMapLockedPagesSpecifyCache",
        },
        (machine, a) => MappedAddress(machine, a[0])
            ?? MmMapLockedPagesSpecifyCache.Invoke(machine, [a[0], 0, (ulong)MEMORY_CACHING_TYPE.MmCached, 0, 0, a[1]]));

    public static readonly Ddi MmGetSystemAddressForMdl = Ddi.Declare(
        "MmGetSystemAddressForMdl",
        new() { Family = DdiFamily.Map, Parameters = [Address("Mdl")], Irql = IrqlRule.Dispatch, ExpandsTo = "MmMapLockedPages" },
        (machine, a) => MappedAddress(machine, a[0]) ?? MmMapLockedPages.Invoke(machine, [a[0], 0]));

    public static readonly Ddi MmUnmapLockedPages = Ddi.DeclareVoid(
        "MmUnmapLockedPages",
        new()
        {
            Family = DdiFamily.Map,
            Parameters = [Address("BaseAddress"), Address("MemoryDescriptorList")],
            Irql = IrqlRule.ByMapping,
            ChecksIrqlItself = true,
        },
        (machine, a) => Unmap(machine, a[0], new Mdl(machine, a[1])));

    public static readonly Ddi MmAllocateMappingAddress = Ddi.Declare(
        "MmAllocateMappingAddress",
        new()
        {
            Family = DdiFamily.Map,
            Parameters = [Size(), Tag("PoolTag")],
            Irql = IrqlRule.Apc,
            Failure = FailureContract.Null,
            Since = WindowsVersion.WindowsXP,
        },
        (machine, a) => machine.ReservedMappings.Allocate(a[0], new PoolTag((uint)a[1])));

    public static readonly Ddi MmFreeMappingAddress = Ddi.DeclareVoid(
        "MmFreeMappingAddress",
        new()
        {
            Family = DdiFamily.Map,
            Parameters = [Address("BaseAddress"), Tag("PoolTag")],
            Irql = IrqlRule.Apc,
            Since = WindowsVersion.WindowsXP,
        },
        (machine, a) => machine.ReservedMappings.Free(a[0], new PoolTag((uint)a[1])));

    public static readonly Ddi MmMapLockedPagesWithReservedMapping = Ddi.Declare(
        "MmMapLockedPagesWithReservedMapping",
        new()
        {
            Family = DdiFamily.Map,
            Parameters = [Address("MappingAddress"), Tag("PoolTag"), Address("MemoryDescriptorList"), Value("CacheType")],
            Irql = IrqlRule.Dispatch,
            Since = WindowsVersion.WindowsXP,
        },
        (machine, a) => machine.ReservedMappings.Map(a[0], new PoolTag((uint)a[1]), a[2]));

    public static readonly Ddi MmUnmapReservedMapping = Ddi.DeclareVoid(
        "MmUnmapReservedMapping",
        new()
        {
            Family = DdiFamily.Map,
            Parameters = [Address("BaseAddress"), Tag("PoolTag"), Address("MemoryDescriptorList")],
            Irql = IrqlRule.Dispatch,
            Since = WindowsVersion.WindowsXP,
        },
        (machine, a) => machine.ReservedMappings.Unmap(a[0], new PoolTag((uint)a[1]), a[2]));

    public static readonly Ddi MmMapIoSpace = Ddi.Declare(
        "MmMapIoSpace",
        new()
        {
            Family = DdiFamily.Map,
            Parameters = [Value("PhysicalAddress"), Size(), Value("CacheType")],
            Irql = IrqlRule.Dispatch,
            ChecksIrqlItself = true,
            Failure = FailureContract.Null,
            LowResourcesSince = WindowsVersion.Windows2000,
            Modelled = "registers are memory that begins zeroed",
            Check = (machine, a) => machine.IoSpace.CheckIrql(a[0], a[1]),
        },
        (machine, a) => machine.IoSpace.Map(a[0], a[1]));

    public static readonly Ddi MmMapIoSpaceEx = Ddi.Declare(
        "MmMapIoSpaceEx",
        new()
        {
            Family = DdiFamily.Map,
            Parameters = [Value("PhysicalAddress"), Size(), Value("Protect")],
            Irql = IrqlRule.Dispatch,
            ChecksIrqlItself = true,
            Failure = FailureContract.Null,
            Since = WindowsVersion.Windows10,
            Modelled = "registers are memory that begins zeroed",
            Check = (machine, a) => machine.IoSpace.CheckIrql(a[0], a[1]),
        },
        (machine, a) => machine.IoSpace.MapEx(a[0], a[1], (uint)a[2]));

    public static readonly Ddi MmUnmapIoSpace = Ddi.DeclareVoid(
        "MmUnmapIoSpace",
        new()
        {
            Family = DdiFamily.Map,
            Parameters = [Address("BaseAddress"), Value("NumberOfBytes")],
            Irql = IrqlRule.Dispatch,
            ChecksIrqlItself = true,
        },
        (machine, a) => machine.IoSpace.Unmap(a[0], a[1]));

    public static readonly Ddi MmProtectMdlSystemAddress = Ddi.Declare(
        "MmProtectMdlSystemAddress",
        new()
        {
            Parameters = [Address("MemoryDescriptorList"), Value("NewProtect")],
            Irql = IrqlRule.Dispatch,
            Since = WindowsVersion.WindowsXP,
            Modelled = "read-only or not; nothing is executed from a mapping",
        },
        (machine, a) => machine.Mappings.Protect(new Mdl(machine, a[0]), (PAGE_PROTECTION)a[1]).Value);

    private static bool IsUser(ulong mode) => (KPROCESSOR_MODE)mode == KPROCESSOR_MODE.UserMode;

    private static FailureShape ShapeOfMapping(ReadOnlySpan<ulong> arguments)
    {
        if (IsUser(arguments[1]))
        {
            return FailureShape.Raise;
        }

        return (byte)arguments[4] != 0 ? FailureShape.Stop : FailureShape.Null;
    }

    private static void StopForMapping(Machine machine, ReadOnlySpan<ulong> arguments) =>
        throw machine.Ptes.Exhausted(machine.PageCountOf(new Mdl(machine, arguments[0])));

    private static void CheckSpecifyCache(Machine machine, ReadOnlySpan<ulong> a)
    {
        const string routine = "MmMapLockedPagesSpecifyCache";
        var mdl = new Mdl(machine, a[0]);
        machine.RequireIrql(
            IsUser(a[1]) ? KIRQL.APC_LEVEL : KIRQL.DISPATCH_LEVEL,
            IsUser(a[1])
                ? Stops.DriverVerifier.UserSpecifyCacheIrql(machine.Irql, a[0], a[1])
                : Stops.DriverVerifier.SpecifyCacheIrql(machine.Irql, a[0], a[1]),
            routine);
        if (!IsUser(a[1]) && (byte)a[4] != 0)
        {
            machine.Break(
                Stops.DriverVerifier.SpecifyCacheStopsOnFailure(a[0], (ulong)mdl.MdlFlags),
                $"{routine} was called with BugCheckOnFailure.");
        }

        if (!IsUser(a[1]) && ((MM_PAGE_PRIORITY)a[5] & MM_PAGE_PRIORITY.MdlMappingNoExecute) == 0)
        {
            CodeIntegrity.Report(
                machine,
                Stops.DriverVerifier.ExecutableMapping(machine.CurrentRoutine, a[5]),
                $"{routine} was called without MdlMappingNoExecute: the mapping is executable.");
        }

        machine.Mappings.CheckMappable(mdl, routine, IsUser(a[1]));
    }

    private static void CheckObsolete(Machine machine, ulong address, KPROCESSOR_MODE mode)
    {
        const string routine = "MmMapLockedPages";
        var mdl = new Mdl(machine, address);
        var isUser = mode == KPROCESSOR_MODE.UserMode;
        machine.RequireIrql(
            isUser ? KIRQL.APC_LEVEL : KIRQL.DISPATCH_LEVEL,
            isUser
                ? Stops.DriverVerifier.UserMapIrql(machine.Irql, address, (ulong)mode)
                : Stops.DriverVerifier.MapIrql(machine.Irql, address, (ulong)mode),
            routine);
        machine.Break(
            Stops.DriverVerifier.MapStopsOnFailure(address, (ulong)mdl.MdlFlags),
            $"{routine} was called; it cannot fail and stops the system when PTEs run short.");
        machine.Mappings.CheckMappable(mdl, routine, isUser);
    }

    private static ulong? MappedAddress(Machine machine, ulong address)
    {
        var mdl = new Mdl(machine, address);
        var has = mdl.Has(MDL_FLAGS.MDL_MAPPED_TO_SYSTEM_VA | MDL_FLAGS.MDL_SOURCE_IS_NONPAGED_POOL);
        return has ? mdl.MappedSystemVa.Address : null;
    }

    private static ulong MapForUser(Machine machine, ulong mdl, MM_PAGE_PRIORITY priority)
    {
        var address = machine.User.Map(mdl, machine.Mappings.IsReadOnly(priority));
        return address != 0 ? address : throw new KernelException(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES);
    }

    private static void Unmap(Machine machine, ulong at, Mdl mdl)
    {
        const string routine = "MmUnmapLockedPages";
        var isUser = FaultHandler.IsUserAddress(at);
        machine.RequireIrql(
            isUser ? KIRQL.APC_LEVEL : KIRQL.DISPATCH_LEVEL,
            isUser
                ? Stops.DriverVerifier.UserUnmapIrql(machine.Irql, at, mdl.Pointer)
                : Stops.DriverVerifier.UnmapIrql(machine.Irql, at, mdl.Pointer),
            routine);
        if (isUser)
        {
            if (!machine.User.Unmap(at))
            {
                machine.Break(
                    Stops.DriverVerifier.UserUnmappedNotMapped(at, mdl.Pointer),
                    $"{routine} was called for a user address where no MDL is mapped.");
            }

            return;
        }

        var flags = mdl.MdlFlags;
        if ((flags & MDL_FLAGS.MDL_PARTIAL) != 0 && (flags & MDL_FLAGS.MDL_PARTIAL_HAS_BEEN_MAPPED) == 0)
        {
            machine.Break(
                Stops.DriverVerifier.UnmappedPartial(mdl.Pointer, (ulong)flags, (ulong)MDL_FLAGS.MDL_PARTIAL),
                $"{routine} was called with a partial MDL that has no mapping of its own.");
        }

        if ((flags & MDL_FLAGS.MDL_MAPPED_TO_SYSTEM_VA) == 0)
        {
            machine.Break(
                Stops.DriverVerifier.UnmappedNotMapped(mdl.Pointer, (ulong)flags, (ulong)MDL_FLAGS.MDL_MAPPED_TO_SYSTEM_VA),
                $"{routine} was called with an MDL that has no mapping.");
        }

        machine.Mappings.Unmap(at, mdl.Pointer);
    }
}
