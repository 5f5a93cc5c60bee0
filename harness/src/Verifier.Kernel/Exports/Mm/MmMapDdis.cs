namespace Verifier.Kernel;

/// <summary>Mappings of MDLs and of physical ranges (harness/docs/facts/memory.md#mdls-and-mappings).</summary>
internal static class MmMapDdis
{
    private const string Registers = "registers are memory that begins zeroed";

    /// <summary>
    /// Maps locked pages into system space or the requesting process. IRQL: up to DISPATCH_LEVEL, for UserMode up to APC_LEVEL. Returns
    /// NULL when PTEs are short, or bug checks with <paramref name="bugCheckOnFailure"/>; for UserMode it raises instead
    /// (harness/docs/facts/memory.md#mdls-and-mappings).
    /// </summary>
    [Ddi(
        Family = DdiFamily.Map,
        LowResourcesSince = WindowsVersion.Windows2000,
        Modelled = "every caching type maps alike; RequestedAddress is not honoured")]
    [Irql(IrqlCondition.UserMode, ChecksItself = true)]
    [Fails(FailureShape.Null, ByArguments = nameof(ShapeOfMapping), Crash = nameof(StopForMapping))]
    [Checks(nameof(CheckSpecifyCache))]
    public static Pointer MmMapLockedPagesSpecifyCache(
        Machine machine,
        Mdl memoryDescriptorList,
        KPROCESSOR_MODE accessMode,
        MEMORY_CACHING_TYPE cacheType,
        Pointer requestedAddress,
        [Parameter(InC = typeof(uint))] bool bugCheckOnFailure,
        MM_PAGE_PRIORITY priority)
    {
        CheckSpecifyCache(machine, memoryDescriptorList, accessMode, bugCheckOnFailure, priority);
        return IsUser(accessMode)
            ? MapForUser(machine, memoryDescriptorList, priority)
            : new Pointer(machine, machine.Mappings.Map(memoryDescriptorList.Pointer, bugCheckOnFailure, priority));
    }

    /// <summary>
    /// Obsolete: maps locked pages, and bug checks with 0x3F when PTEs are short (UserMode: raises). IRQL: up to DISPATCH_LEVEL, for
    /// UserMode up to APC_LEVEL. Driver Verifier stops the mere call.
    /// </summary>
    [Ddi(Family = DdiFamily.Map)]
    [Irql(IrqlCondition.UserMode, ChecksItself = true)]
    [Fails(FailureShape.Stop, ByArguments = nameof(ShapeOfObsoleteMapping), Crash = nameof(StopForMapping))]
    [Superseded(WindowsVersion.Windows2000, nameof(MmMapLockedPagesSpecifyCache), "MmMapLockedPages function (wdm.h)")]
    public static Pointer MmMapLockedPages(Machine machine, Mdl memoryDescriptorList, KPROCESSOR_MODE accessMode)
    {
        CheckObsolete(machine, memoryDescriptorList, accessMode);
        return IsUser(accessMode)
            ? MapForUser(machine, memoryDescriptorList, 0)
            : new Pointer(machine, machine.Mappings.Map(memoryDescriptorList.Pointer, true, MM_PAGE_PRIORITY.HighPagePriority));
    }

    /// <summary>Macro: MmMapLockedPagesSpecifyCache for an MDL that has no system address yet.</summary>
    [Ddi(Family = DdiFamily.Map, LowResourcesSince = WindowsVersion.Windows2000, ExpandsTo = nameof(MmMapLockedPagesSpecifyCache))]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    [Fails(FailureShape.Null)]
    public static Pointer MmGetSystemAddressForMdlSafe(Machine machine, Mdl mdl, MM_PAGE_PRIORITY priority) => HasSystemAddress(mdl)
        ? mdl.MappedSystemVa
        : MmMapLockedPagesSpecifyCache(
            machine, mdl, KPROCESSOR_MODE.KernelMode, MEMORY_CACHING_TYPE.MmCached, Pointer.Null, bugCheckOnFailure: false, priority);

    /// <summary>Obsolete macro: MmMapLockedPages for an MDL that has no system address yet.</summary>
    [Ddi(Family = DdiFamily.Map, ExpandsTo = nameof(MmMapLockedPages))]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static Pointer MmGetSystemAddressForMdl(Machine machine, Mdl mdl) =>
        HasSystemAddress(mdl) ? mdl.MappedSystemVa : MmMapLockedPages(machine, mdl, KPROCESSOR_MODE.KernelMode);

    /// <summary>Takes a mapping away. IRQL: up to DISPATCH_LEVEL, a user address up to APC_LEVEL.</summary>
    [Ddi(Family = DdiFamily.Map)]
    [Irql(IrqlCondition.UserMode, ChecksItself = true)]
    public static void MmUnmapLockedPages(Machine machine, Pointer baseAddress, Mdl memoryDescriptorList) =>
        Unmap(machine, baseAddress, memoryDescriptorList);

    /// <summary>Reserves system space to map into later. IRQL: up to APC_LEVEL. Returns NULL when PTEs are short.</summary>
    [Ddi(Family = DdiFamily.Map, Since = WindowsVersion.WindowsXP)]
    [Irql(KIRQL.APC_LEVEL)]
    [Fails(FailureShape.Null)]
    public static Pointer MmAllocateMappingAddress(Machine machine, [Size] ulong numberOfBytes, PoolTag poolTag) =>
        new(machine, machine.ReservedMappings.Allocate(numberOfBytes, poolTag));

    /// <summary>Frees a reservation; it must not be mapped (0xDA/0x103). IRQL: up to APC_LEVEL.</summary>
    [Ddi(Family = DdiFamily.Map, Since = WindowsVersion.WindowsXP)]
    [Irql(KIRQL.APC_LEVEL)]
    public static void MmFreeMappingAddress(Machine machine, Pointer baseAddress, PoolTag poolTag) =>
        machine.ReservedMappings.Free(baseAddress, poolTag);

    /// <summary>
    /// Maps locked pages where system space is reserved. Returns NULL only if they are too many. IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    [Ddi(Family = DdiFamily.Map, Since = WindowsVersion.WindowsXP)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static Pointer MmMapLockedPagesWithReservedMapping(
        Machine machine, Pointer mappingAddress, PoolTag poolTag, Mdl memoryDescriptorList, MEMORY_CACHING_TYPE cacheType) =>
        new(machine, machine.ReservedMappings.Map(mappingAddress, poolTag, memoryDescriptorList.Pointer));

    /// <summary>Takes such a mapping away; the reservation stays. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(Family = DdiFamily.Map, Since = WindowsVersion.WindowsXP)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void MmUnmapReservedMapping(Machine machine, Pointer baseAddress, PoolTag poolTag, Mdl memoryDescriptorList) =>
        machine.ReservedMappings.Unmap(baseAddress, poolTag, memoryDescriptorList.Pointer);

    /// <summary>Maps device registers. IRQL: up to DISPATCH_LEVEL. Returns NULL when PTEs are short.</summary>
    [Ddi(Family = DdiFamily.Map, LowResourcesSince = WindowsVersion.Windows2000, Modelled = Registers)]
    [Irql(KIRQL.DISPATCH_LEVEL, ChecksItself = true)]
    [Fails(FailureShape.Null)]
    [Checks(nameof(CheckIoSpace))]
    public static Pointer MmMapIoSpace(
        Machine machine, ulong physicalAddress, [Size] ulong numberOfBytes, MEMORY_CACHING_TYPE cacheType) =>
        new(machine, machine.IoSpace.Map(physicalAddress, numberOfBytes));

    /// <summary>
    /// Maps device registers with a page protection (PAGE_READONLY 2, PAGE_READWRITE 4, PAGE_NOCACHE 0x200 …). IRQL: up to DISPATCH_LEVEL.
    /// Returns NULL when PTEs are short. Windows 10.
    /// </summary>
    [Ddi(Family = DdiFamily.Map, Since = WindowsVersion.Windows10, Modelled = Registers)]
    [Irql(KIRQL.DISPATCH_LEVEL, ChecksItself = true)]
    [Fails(FailureShape.Null)]
    [Checks(nameof(CheckIoSpace))]
    public static Pointer MmMapIoSpaceEx(Machine machine, ulong physicalAddress, [Size] ulong numberOfBytes, uint protect) =>
        new(machine, machine.IoSpace.MapEx(physicalAddress, numberOfBytes, protect));

    /// <summary>Takes a mapping of registers away. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(Family = DdiFamily.Map)]
    [Irql(KIRQL.DISPATCH_LEVEL, ChecksItself = true)]
    public static void MmUnmapIoSpace(Machine machine, Pointer baseAddress, ulong numberOfBytes) =>
        machine.IoSpace.Unmap(baseAddress, numberOfBytes);

    /// <summary>
    /// Changes how a system mapping of an MDL may be touched. IRQL: up to DISPATCH_LEVEL. Returns STATUS_NOT_MAPPED_VIEW or
    /// STATUS_INVALID_PAGE_PROTECTION.
    /// </summary>
    [Ddi(Since = WindowsVersion.WindowsXP, Modelled = "read-only or not; nothing is executed from a mapping")]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static NTSTATUS MmProtectMdlSystemAddress(Machine machine, Mdl memoryDescriptorList, PAGE_PROTECTION newProtect) =>
        machine.Mappings.Protect(memoryDescriptorList, newProtect);

    /// <summary>True if an MDL's buffer has a system address.</summary>
    internal static bool HasSystemAddress(Mdl mdl) => mdl.Has(MDL_FLAGS.MDL_MAPPED_TO_SYSTEM_VA | MDL_FLAGS.MDL_SOURCE_IS_NONPAGED_POOL);

    internal static FailureShape ShapeOfMapping(KPROCESSOR_MODE accessMode, bool bugCheckOnFailure) =>
        IsUser(accessMode) ? FailureShape.Raise : bugCheckOnFailure ? FailureShape.Stop : FailureShape.Null;

    internal static FailureShape ShapeOfObsoleteMapping(KPROCESSOR_MODE accessMode) =>
        IsUser(accessMode) ? FailureShape.Raise : FailureShape.Stop;

    internal static void StopForMapping(Machine machine, Mdl memoryDescriptorList) =>
        throw machine.Ptes.Exhausted(machine.PageCountOf(memoryDescriptorList));

    internal static void CheckIoSpace(Machine machine, ulong physicalAddress, ulong numberOfBytes) =>
        machine.IoSpace.CheckIrql(physicalAddress, numberOfBytes);

    internal static void CheckSpecifyCache(
        Machine machine, Mdl memoryDescriptorList, KPROCESSOR_MODE accessMode, bool bugCheckOnFailure, MM_PAGE_PRIORITY priority)
    {
        const string routine = "MmMapLockedPagesSpecifyCache";
        var (mdl, isUser) = (memoryDescriptorList, IsUser(accessMode));
        machine.RequireIrql(
            isUser ? KIRQL.APC_LEVEL : KIRQL.DISPATCH_LEVEL,
            isUser
                ? Stops.DriverVerifier.UserSpecifyCacheIrql(machine.Irql, mdl.Pointer, (ulong)accessMode)
                : Stops.DriverVerifier.SpecifyCacheIrql(machine.Irql, mdl.Pointer, (ulong)accessMode),
            routine);
        if (!isUser && bugCheckOnFailure)
        {
            machine.Break(
                Stops.DriverVerifier.SpecifyCacheStopsOnFailure(mdl.Pointer, (ulong)mdl.MdlFlags),
                $"{routine} was called with BugCheckOnFailure.");
        }

        if (!isUser && (priority & MM_PAGE_PRIORITY.MdlMappingNoExecute) == 0)
        {
            CodeIntegrity.Report(
                machine,
                Stops.DriverVerifier.ExecutableMapping(machine.CurrentRoutine, (ulong)priority),
                $"{routine} was called without MdlMappingNoExecute: the mapping is executable.");
        }

        machine.Mappings.CheckMappable(mdl, routine, isUser);
    }

    private static bool IsUser(KPROCESSOR_MODE mode) => mode == KPROCESSOR_MODE.UserMode;

    private static void CheckObsolete(Machine machine, Mdl mdl, KPROCESSOR_MODE mode)
    {
        const string routine = "MmMapLockedPages";
        var isUser = IsUser(mode);
        machine.RequireIrql(
            isUser ? KIRQL.APC_LEVEL : KIRQL.DISPATCH_LEVEL,
            isUser
                ? Stops.DriverVerifier.UserMapIrql(machine.Irql, mdl.Pointer, (ulong)mode)
                : Stops.DriverVerifier.MapIrql(machine.Irql, mdl.Pointer, (ulong)mode),
            routine);
        machine.Break(
            Stops.DriverVerifier.MapStopsOnFailure(mdl.Pointer, (ulong)mdl.MdlFlags),
            $"{routine} was called; it cannot fail and stops the system when PTEs run short.");
        machine.Mappings.CheckMappable(mdl, routine, isUser);
    }

    private static Pointer MapForUser(Machine machine, Mdl mdl, MM_PAGE_PRIORITY priority)
    {
        var address = machine.User.Map(mdl.Pointer, machine.Mappings.IsReadOnly(priority));
        return address != 0 ? new Pointer(machine, address) : throw new KernelException(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES);
    }

    private static void Unmap(Machine machine, ulong at, Mdl mdl)
    {
        const string routine = "MmUnmapLockedPages";
        var isUser = RegionLayout.IsUserAddress(at);
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
