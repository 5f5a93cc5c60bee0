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

    public static readonly Ddi MmResetDriverPaging = Ddi.Declare(
        "MmResetDriverPaging",
        new() { Parameters = [Address("AddressWithinSection")], Irql = IrqlRule.Apc, Modelled = DataOnly },
        (machine, a) =>
        {
            machine.Paging.ResetDriverPaging(a[0]);
            return 0;
        });

    public static readonly Ddi MmLockPagableDataSection = Ddi.Declare(
        "MmLockPagableDataSection",
        new() { Parameters = [Address("AddressWithinSection")], Irql = IrqlRule.Apc, Modelled = DataOnly },
        (machine, a) => machine.Paging.LockSection(a[0]));

    public static readonly Ddi MmLockPagableSectionByHandle = Ddi.Declare(
        "MmLockPagableSectionByHandle",
        new() { Parameters = [Address("ImageSectionHandle")], Irql = IrqlRule.Apc, Modelled = DataOnly },
        (machine, a) =>
        {
            machine.Paging.LockByHandle(a[0]);
            return 0;
        });

    public static readonly Ddi MmUnlockPagableImageSection = Ddi.Declare(
        "MmUnlockPagableImageSection",
        new() { Parameters = [Address("ImageSectionHandle")], Irql = IrqlRule.Apc, Modelled = DataOnly },
        (machine, a) =>
        {
            machine.Paging.UnlockSection(a[0]);
            return 0;
        });

    public static readonly Ddi ProbeForRead = Ddi.Declare(
        "ProbeForRead",
        new() { Parameters = [Address("Address"), Value("Length"), Value("Alignment")], Irql = IrqlRule.Apc },
        (machine, a) =>
        {
            Probe.ForRead(a[0], a[1], (uint)a[2]);
            return 0;
        });

    public static readonly Ddi ProbeForWrite = Ddi.Declare(
        "ProbeForWrite",
        new() { Parameters = [Address("Address"), Value("Length"), Value("Alignment")], Irql = IrqlRule.Apc },
        (machine, a) =>
        {
            Probe.ForWrite(machine, a[0], a[1], (uint)a[2]);
            return 0;
        });
}
