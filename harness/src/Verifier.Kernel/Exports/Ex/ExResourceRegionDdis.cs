namespace Verifier.Kernel;

/// <summary>ERESOURCE with the critical region around it, in one call (Windows Vista and later).</summary>
internal static class ExResourceRegionDdis
{
    /// <summary>Enters a critical region and acquires for writing. NULL, as the thread is none of Win32. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.Vista, Returns = typeof(Pointer))]
    [Irql(KIRQL.APC_LEVEL)]
    public static IEnumerator<KernelAction> ExEnterCriticalRegionAndAcquireResourceExclusive(Machine machine, Pointer resource) =>
        Enter(machine, resource, exclusive: true);

    /// <summary>Enters a critical region and acquires for reading. NULL, as the thread is none of Win32. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.Vista, Returns = typeof(Pointer))]
    [Irql(KIRQL.APC_LEVEL)]
    public static IEnumerator<KernelAction> ExEnterCriticalRegionAndAcquireResourceShared(Machine machine, Pointer resource) =>
        Enter(machine, resource, exclusive: false);

    /// <summary>Gives an acquisition back and leaves the critical region. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.Vista)]
    [Irql(KIRQL.APC_LEVEL)]
    public static void ExReleaseResourceAndLeaveCriticalRegion(Machine machine, Pointer resource)
    {
        machine.SharedResources.Release(resource);
        machine.CriticalRegions.Leave();
    }

    private static IEnumerator<KernelAction> Enter(Machine machine, Pointer resource, bool exclusive)
    {
        machine.CriticalRegions.Enter();
        yield return KernelAction.Run(machine.SharedResources.Acquire(resource, exclusive, wait: true));
        machine.Scheduler.Current.Result = 0;
    }
}
