namespace Verifier.Kernel;

/// <summary>MDLs: allocate, fill, lock (harness/docs/facts/memory.md#mdls-and-mappings).</summary>
internal static class MmMdlDdis
{
    /// <summary>
    /// Allocates an MDL for a buffer, and with <paramref name="irp"/> makes it the IRP's first MDL, or a secondary buffer's the last of its
    /// chain. IRQL: up to DISPATCH_LEVEL. Returns NULL when memory is short or the buffer too long
    /// (harness/docs/facts/memory.md#mdls-and-mappings).
    /// </summary>
    [Ddi(Family = DdiFamily.Mdl, LowResourcesSince = WindowsVersion.Vista, Modelled = "without charging quota")]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    [Fails(FailureShape.Null)]
    public static Mdl IoAllocateMdl(
        Machine machine,
        Pointer virtualAddress,
        [Size] uint length,
        bool secondaryBuffer = false,
        bool chargeQuota = false,
        Irp irp = default)
    {
        CheckAllocate(machine, secondaryBuffer, chargeQuota, irp);
        return new Mdl(machine, machine.Mdls.Allocate(virtualAddress, length, secondaryBuffer, irp.Pointer));
    }

    /// <summary>
    /// Frees one MDL, not its chain; a mapping of its own goes with a partial one. Its pages must be unlocked. IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    [Ddi(Family = DdiFamily.Mdl, ReportsFreedObjects = true, Frees = MemoryKind.Mdl)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void IoFreeMdl(Machine machine, Mdl mdl) => machine.Mdls.Free(mdl.Pointer);

    /// <summary>
    /// Makes <paramref name="targetMdl"/> describe a part of the source's buffer; length 0 is the rest of it. IRQL: up to DISPATCH_LEVEL.
    /// Bug check 0x40 when the target is too small.
    /// </summary>
    [Ddi(Family = DdiFamily.Mdl)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void IoBuildPartialMdl(Machine machine, Mdl sourceMdl, Mdl targetMdl, Pointer virtualAddress, uint length) =>
        machine.Mdls.BuildPartial(sourceMdl.Pointer, targetMdl.Pointer, virtualAddress, length);

    /// <summary>Bytes that an MDL for a buffer needs. Any IRQL.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static ulong MmSizeOfMdl(Machine machine, [Parameter(Name = "Base")] Pointer virtualAddress, ulong length) =>
        machine.Mdls.SizeOf(virtualAddress, length);

    /// <summary>
    /// Fills in the pages of a buffer in nonpaged pool. Cannot fail; such an MDL must not be locked, mapped, unlocked or unmapped.
    /// IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    [Ddi(Family = DdiFamily.Mdl)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void MmBuildMdlForNonPagedPool(Machine machine, Mdl memoryDescriptorList) =>
        machine.Mdls.BuildForNonPagedPool(memoryDescriptorList.Pointer);

    /// <summary>
    /// Probes a buffer and locks its pages. IRQL: up to DISPATCH_LEVEL, pageable memory up to APC_LEVEL. Raises STATUS_ACCESS_VIOLATION for
    /// a bad buffer and STATUS_INSUFFICIENT_RESOURCES without pages, so it needs a try/except.
    /// </summary>
    [Ddi(Family = DdiFamily.Map, LowResourcesSince = WindowsVersion.Windows2000)]
    [Irql(IrqlCondition.Paged, ChecksItself = true)]
    [Fails(FailureShape.Raise)]
    [Checks(nameof(CheckLockable))]
    public static void MmProbeAndLockPages(
        Machine machine, Mdl memoryDescriptorList, KPROCESSOR_MODE accessMode, LOCK_OPERATION operation) =>
        machine.LockedPages.ProbeAndLock(memoryDescriptorList.Pointer, accessMode, operation);

    /// <summary>The same for a buffer of another process (PEPROCESS). IRQL and failures as there.</summary>
    [Ddi(Family = DdiFamily.Map, Modelled = "the application is the only process")]
    [Irql(IrqlCondition.Paged, ChecksItself = true)]
    [Fails(FailureShape.Raise)]
    [Checks(nameof(CheckProcessLockable))]
    public static void MmProbeAndLockProcessPages(
        Machine machine, Mdl memoryDescriptorList, Pointer process, KPROCESSOR_MODE accessMode, LOCK_OPERATION operation) =>
        machine.LockedPages.ProbeAndLockOfProcess(memoryDescriptorList.Pointer, process, accessMode, operation);

    /// <summary>
    /// Locks single pages as the buffer of an MDL: <paramref name="segmentArray"/> has the address of a page for each, 8 bytes. IRQL: up to
    /// APC_LEVEL. Failures as for <see cref="MmProbeAndLockPages"/>.
    /// </summary>
    [Ddi(Family = DdiFamily.Map)]
    [Irql(KIRQL.APC_LEVEL, ChecksItself = true)]
    [Fails(FailureShape.Raise)]
    [Checks(nameof(CheckSelectedLockable))]
    public static void MmProbeAndLockSelectedPages(
        Machine machine, Mdl memoryDescriptorList, Pointer segmentArray, KPROCESSOR_MODE accessMode, LOCK_OPERATION operation) =>
        machine.LockedPages.ProbeAndLockSelected(memoryDescriptorList.Pointer, segmentArray, accessMode, operation);

    /// <summary>Unlocks the pages and drops their system mapping. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(Family = DdiFamily.Map)]
    [Irql(KIRQL.DISPATCH_LEVEL, ChecksItself = true)]
    public static void MmUnlockPages(Machine machine, Mdl memoryDescriptorList) => machine.LockedPages.Unlock(memoryDescriptorList.Pointer);

    /// <summary>The physical address of a byte; 0 when it is not in memory. Any IRQL.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static ulong MmGetPhysicalAddress(Machine machine, Pointer baseAddress)
    {
        machine.Uninitialised.MayBeWrittenByDevice(baseAddress);
        return machine.Memory.IsValid(baseAddress)
            ? machine.PhysicalAddresses.AddressOf(machine.Pages.FrameOf(machine.Pages.PageOf(baseAddress)), baseAddress)
            : 0;
    }

    /// <summary>True if a touch needs no page fault at this moment. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static bool MmIsAddressValid(Machine machine, Pointer virtualAddress) => machine.Memory.IsValid(virtualAddress);

    internal static void CheckLockable(Machine machine, Mdl memoryDescriptorList, KPROCESSOR_MODE accessMode) =>
        machine.LockedPages.CheckLockable(memoryDescriptorList, accessMode);

    internal static void CheckProcessLockable(Machine machine, Mdl memoryDescriptorList, Pointer process) =>
        machine.LockedPages.CheckProcessLockable(memoryDescriptorList, process);

    internal static void CheckSelectedLockable(Machine machine, Mdl memoryDescriptorList) =>
        machine.LockedPages.CheckSelectedLockable(memoryDescriptorList);

    private static void CheckAllocate(Machine machine, bool secondary, bool chargeQuota, Irp irp)
    {
        var why = chargeQuota ? "ChargeQuota, which is reserved and must be FALSE"
            : secondary && irp.Pointer.IsNull ? "SecondaryBuffer and no IRP" : null;
        if (why is not null)
        {
            machine.Note(new RuleBreach("parameters of IoAllocateMdl", $"IoAllocateMdl was called with {why}."));
        }
    }
}
