using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>Pageable sections of images, and probes of what an application gave (facts/pool-and-memory-api.md §7).</summary>
internal static class MmPagingDdis
{
    private const string DataOnly = "data sections; code is always resident";

    public static readonly Ddi MmPageEntireDriver = Ddi.Declare(
        "MmPageEntireDriver",
        new() { Parameters = [Address("AddressWithinSection")], Irql = IrqlRule.Apc, Modelled = DataOnly },
        (machine, a) => machine.Paging.PageEntireDriver(a[0]));

    public static readonly Ddi MmResetDriverPaging = Ddi.DeclareVoid(
        "MmResetDriverPaging",
        new() { Parameters = [Address("AddressWithinSection")], Irql = IrqlRule.Apc, Modelled = DataOnly },
        (machine, a) => machine.Paging.ResetDriverPaging(a[0]));

    public static readonly Ddi MmLockPagableDataSection = Ddi.Declare(
        "MmLockPagableDataSection",
        new() { Parameters = [Address("AddressWithinSection")], Irql = IrqlRule.Apc, Modelled = DataOnly },
        (machine, a) => machine.Paging.Sections.Lock(a[0]));

    public static readonly Ddi MmLockPagableSectionByHandle = Ddi.DeclareVoid(
        "MmLockPagableSectionByHandle",
        new() { Parameters = [Address("ImageSectionHandle")], Irql = IrqlRule.Apc, Modelled = DataOnly },
        (machine, a) => machine.Paging.Sections.LockByHandle(a[0]));

    public static readonly Ddi MmUnlockPagableImageSection = Ddi.DeclareVoid(
        "MmUnlockPagableImageSection",
        new() { Parameters = [Address("ImageSectionHandle")], Irql = IrqlRule.Apc, Modelled = DataOnly },
        (machine, a) => machine.Paging.Sections.Unlock(a[0]));

    public static readonly Ddi ProbeForRead = Ddi.DeclareVoid(
        "ProbeForRead",
        new() { Parameters = [Address("Address"), Value("Length"), Value("Alignment")], Irql = IrqlRule.Apc },
        (machine, a) => Probe.ForRead(a[0], a[1], (uint)a[2]));

    public static readonly Ddi ProbeForWrite = Ddi.DeclareVoid(
        "ProbeForWrite",
        new() { Parameters = [Address("Address"), Value("Length"), Value("Alignment")], Irql = IrqlRule.Apc },
        (machine, a) => Probe.ForWrite(machine, a[0], a[1], (uint)a[2]));
}
