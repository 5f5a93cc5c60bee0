namespace Verifier.Kernel;

/// <content>Critical and guarded regions.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>Keeps normal kernel APCs away until the matching leave. IRQL: up to APC_LEVEL (Windows 7: 0xC4/0x11A above).</summary>
    public void KeEnterCriticalRegion() => Call(KeCriticalRegionDdis.KeEnterCriticalRegion);

    /// <summary>Ends a critical region. IRQL: up to APC_LEVEL (Windows 7: 0xC4/0x11B above); outside a region 0xC4/0x3E.</summary>
    public void KeLeaveCriticalRegion() => Call(KeCriticalRegionDdis.KeLeaveCriticalRegion);

    /// <summary>Keeps all APCs away until the matching leave. IRQL: up to APC_LEVEL.</summary>
    public void KeEnterGuardedRegion() => Call(KeCriticalRegionDdis.KeEnterGuardedRegion);

    /// <summary>Ends a guarded region. IRQL: up to APC_LEVEL.</summary>
    public void KeLeaveGuardedRegion() => Call(KeCriticalRegionDdis.KeLeaveGuardedRegion);

    /// <summary>True inside a critical or guarded region, at whatever level. IRQL: up to DISPATCH_LEVEL.</summary>
    public bool KeAreApcsDisabled() => Call(KeCriticalRegionDdis.KeAreApcsDisabled) != 0;

    /// <summary>True inside a guarded region, or at APC_LEVEL or above. IRQL: up to DISPATCH_LEVEL.</summary>
    public bool KeAreAllApcsDisabled() => Call(KeCriticalRegionDdis.KeAreAllApcsDisabled) != 0;
}
