using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>MDLs: allocate, fill, lock (facts/pool-and-memory-api.md §4).</summary>
internal static class MmMdlDdis
{
    public static readonly Ddi IoAllocateMdl = Ddi.Declare(
        "IoAllocateMdl",
        new()
        {
            Family = DdiFamily.Mdl,
            Parameters = [Address("VirtualAddress"), Size("Length"), Value("SecondaryBuffer"), Value("ChargeQuota"), Address("Irp")],
            Irql = IrqlRule.Dispatch,
            Failure = FailureContract.Null,
            LowResourcesSince = WindowsVersion.Vista,
            Modelled = "without charging quota",
        },
        (machine, a) =>
        {
            CheckAllocate(machine, (byte)a[2] != 0, (byte)a[3] != 0, a[4]);
            return machine.Mdls.Allocate(a[0], (uint)a[1], (byte)a[2] != 0, a[4]);
        });

    public static readonly Ddi IoFreeMdl = Ddi.DeclareVoid(
        "IoFreeMdl",
        new() { Family = DdiFamily.Mdl, Parameters = [Address("Mdl")], Irql = IrqlRule.Dispatch },
        (machine, a) => machine.Mdls.Free(a[0]));

    public static readonly Ddi IoBuildPartialMdl = Ddi.DeclareVoid(
        "IoBuildPartialMdl",
        new()
        {
            Family = DdiFamily.Mdl,
            Parameters = [Address("SourceMdl"), Address("TargetMdl"), Address("VirtualAddress"), Value("Length")],
            Irql = IrqlRule.Dispatch,
        },
        (machine, a) => machine.Mdls.BuildPartial(a[0], a[1], a[2], (uint)a[3]));

    public static readonly Ddi MmSizeOfMdl = Ddi.Declare(
        "MmSizeOfMdl",
        new() { Parameters = [Address("Base"), Value("Length")] },
        (machine, a) => machine.Mdls.SizeOf(a[0], a[1]));

    public static readonly Ddi MmBuildMdlForNonPagedPool = Ddi.DeclareVoid(
        "MmBuildMdlForNonPagedPool",
        new() { Family = DdiFamily.Mdl, Parameters = [Address("MemoryDescriptorList")], Irql = IrqlRule.Dispatch },
        (machine, a) => machine.Mdls.BuildForNonPagedPool(a[0]));

    public static readonly Ddi MmProbeAndLockPages = Ddi.DeclareVoid(
        "MmProbeAndLockPages",
        new()
        {
            Family = DdiFamily.Map,
            Parameters = [Address("MemoryDescriptorList"), Value("AccessMode"), Value("Operation")],
            Irql = IrqlRule.ByPool,
            ChecksIrqlItself = true,
            Failure = FailureContract.Raises,
            LowResourcesSince = WindowsVersion.Windows2000,
            Check = (machine, a) => machine.LockedPages.CheckLockable(new Mdl(machine, a[0]), (KPROCESSOR_MODE)a[1]),
        },
        (machine, a) => machine.LockedPages.ProbeAndLock(a[0], (KPROCESSOR_MODE)a[1], (LOCK_OPERATION)a[2]));

    public static readonly Ddi MmProbeAndLockProcessPages = Ddi.DeclareVoid(
        "MmProbeAndLockProcessPages",
        new()
        {
            Family = DdiFamily.Map,
            Parameters = [Address("MemoryDescriptorList"), Address("Process"), Value("AccessMode"), Value("Operation")],
            Irql = IrqlRule.ByPool,
            ChecksIrqlItself = true,
            Failure = FailureContract.Raises,
            Modelled = "the application is the only process",
            Check = (machine, a) => machine.LockedPages.CheckProcessLockable(new Mdl(machine, a[0]), a[1]),
        },
        (machine, a) => machine.LockedPages.ProbeAndLockOfProcess(a[0], a[1], (KPROCESSOR_MODE)a[2], (LOCK_OPERATION)a[3]));

    public static readonly Ddi MmProbeAndLockSelectedPages = Ddi.DeclareVoid(
        "MmProbeAndLockSelectedPages",
        new()
        {
            Family = DdiFamily.Map,
            Parameters = [Address("MemoryDescriptorList"), Address("SegmentArray"), Value("AccessMode"), Value("Operation")],
            Irql = IrqlRule.Apc,
            ChecksIrqlItself = true,
            Failure = FailureContract.Raises,
            Check = (machine, a) => machine.LockedPages.CheckSelectedLockable(new Mdl(machine, a[0])),
        },
        (machine, a) => machine.LockedPages.ProbeAndLockSelected(a[0], a[1], (KPROCESSOR_MODE)a[2], (LOCK_OPERATION)a[3]));

    public static readonly Ddi MmUnlockPages = Ddi.DeclareVoid(
        "MmUnlockPages",
        new() { Family = DdiFamily.Map, Parameters = [Address("MemoryDescriptorList")], Irql = IrqlRule.Dispatch, ChecksIrqlItself = true },
        (machine, a) => machine.LockedPages.Unlock(a[0]));

    public static readonly Ddi MmGetPhysicalAddress = Ddi.Declare(
        "MmGetPhysicalAddress",
        new() { Parameters = [Address("BaseAddress")] },
        (machine, a) =>
        {
            machine.Uninitialised.MayBeWrittenByDevice(a[0]);
            return machine.Memory.IsValid(a[0])
                ? machine.PhysicalAddresses.AddressOf(machine.Pages.FrameOf(machine.Pages.PageOf(a[0])), a[0])
                : 0;
        });

    public static readonly Ddi MmIsAddressValid = Ddi.Declare(
        "MmIsAddressValid",
        new() { Parameters = [Address("VirtualAddress")], Irql = IrqlRule.Dispatch },
        (machine, a) => machine.Memory.IsValid(a[0]) ? 1UL : 0);

    private static void CheckAllocate(Machine machine, bool secondary, bool chargeQuota, ulong irp)
    {
        var why = chargeQuota ? "ChargeQuota, which is reserved and must be FALSE"
            : secondary && irp == 0 ? "SecondaryBuffer and no IRP" : null;
        if (why is not null)
        {
            machine.Note(new RuleBreach("parameters of IoAllocateMdl", $"IoAllocateMdl was called with {why}."));
        }
    }
}
