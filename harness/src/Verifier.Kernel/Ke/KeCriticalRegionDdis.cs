namespace Verifier.Kernel;

/// <summary>Critical and guarded regions (facts/wdm-io.md §4).</summary>
internal static class KeCriticalRegionDdis
{
    private static readonly DdiDeclaration ChecksItself = new() { Irql = IrqlRule.Apc, ChecksIrqlItself = true };
    private static readonly DdiDeclaration Guarded = new() { Irql = IrqlRule.Apc, Since = WindowsVersion.Server2003 };

    public static readonly Ddi KeEnterCriticalRegion = Ddi.DeclareVoid(
        "KeEnterCriticalRegion", ChecksItself, (machine, _) => machine.CriticalRegions.Enter());

    public static readonly Ddi KeLeaveCriticalRegion = Ddi.DeclareVoid(
        "KeLeaveCriticalRegion", ChecksItself, (machine, _) => machine.CriticalRegions.Leave());

    public static readonly Ddi KeEnterGuardedRegion = Ddi.DeclareVoid(
        "KeEnterGuardedRegion", Guarded, (machine, _) => machine.CriticalRegions.EnterGuarded());

    public static readonly Ddi KeLeaveGuardedRegion = Ddi.DeclareVoid(
        "KeLeaveGuardedRegion", Guarded, (machine, _) => machine.CriticalRegions.LeaveGuarded());

    public static readonly Ddi KeAreApcsDisabled = Ddi.Declare(
        "KeAreApcsDisabled",
        new() { Irql = IrqlRule.Dispatch, Since = WindowsVersion.WindowsXP },
        (machine, _) => machine.CriticalRegions.IsInRegion ? 1UL : 0);

    public static readonly Ddi KeAreAllApcsDisabled = Ddi.Declare(
        "KeAreAllApcsDisabled",
        new() { Irql = IrqlRule.Dispatch, Since = WindowsVersion.Server2003 },
        (machine, _) => machine.CriticalRegions.AreAllApcsDisabled ? 1UL : 0);
}
