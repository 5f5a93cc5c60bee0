namespace Verifier.Kernel;

/// <summary>Critical and guarded regions (harness/docs/facts/io.md#locks-and-regions).</summary>
internal static class KeCriticalRegionDdis
{
    /// <summary>Keeps normal kernel APCs away until the matching leave. IRQL: up to APC_LEVEL (Windows 7: 0xC4/0x11A above).</summary>
    [Ddi]
    [Irql(KIRQL.APC_LEVEL, ChecksItself = true)]
    public static void KeEnterCriticalRegion(Machine machine) => machine.CriticalRegions.Enter();

    /// <summary>Ends a critical region. IRQL: up to APC_LEVEL (Windows 7: 0xC4/0x11B above); outside a region 0xC4/0x3E.</summary>
    [Ddi]
    [Irql(KIRQL.APC_LEVEL, ChecksItself = true)]
    public static void KeLeaveCriticalRegion(Machine machine) => machine.CriticalRegions.Leave();

    /// <summary>Keeps all APCs away until the matching leave. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.Server2003)]
    [Irql(KIRQL.APC_LEVEL)]
    public static void KeEnterGuardedRegion(Machine machine) => machine.CriticalRegions.EnterGuarded();

    /// <summary>Ends a guarded region. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.Server2003)]
    [Irql(KIRQL.APC_LEVEL)]
    public static void KeLeaveGuardedRegion(Machine machine) => machine.CriticalRegions.LeaveGuarded();

    /// <summary>True inside a critical or guarded region, at any level. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static bool KeAreApcsDisabled(Machine machine) => machine.CriticalRegions.IsInRegion;

    /// <summary>True inside a guarded region, or at APC_LEVEL or above. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.Server2003)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static bool KeAreAllApcsDisabled(Machine machine) => machine.CriticalRegions.AreAllApcsDisabled;
}
