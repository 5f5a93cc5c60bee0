namespace Verifier.Kernel;

/// <summary>Run-down protection of shared objects: plain and cache-aware. Windows XP and later.</summary>
internal static class ExRundownDdis
{
    /// <summary>Makes run-down protection in the driver's memory. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP)]
    [Irql(KIRQL.APC_LEVEL)]
    public static void ExInitializeRundownProtection(Machine machine, Pointer runRef) =>
        machine.Executive.Rundowns.Initialise(runRef);

    /// <summary>Makes run-down protection whose object has run down as new. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP)]
    [Irql(KIRQL.APC_LEVEL)]
    public static void ExReInitializeRundownProtection(Machine machine, Pointer runRef) =>
        machine.Executive.Rundowns.Reinitialise(runRef);

    /// <summary>Protects the object; false once it runs down. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static bool ExAcquireRundownProtection(Machine machine, Pointer runRef) =>
        machine.Executive.Rundowns.Acquire(runRef, 1);

    /// <summary>As ExAcquireRundownProtection, several times at once. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static bool ExAcquireRundownProtectionEx(Machine machine, Pointer runRef, uint count) =>
        machine.Executive.Rundowns.Acquire(runRef, count);

    /// <summary>Gives a protection back. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void ExReleaseRundownProtection(Machine machine, Pointer runRef) =>
        machine.Executive.Rundowns.Release(runRef, 1);

    /// <summary>Gives several protections back. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void ExReleaseRundownProtectionEx(Machine machine, Pointer runRef, uint count) =>
        machine.Executive.Rundowns.Release(runRef, count);

    /// <summary>Refuses further protection of the object, and waits until all protection is given back. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP)]
    [Irql(KIRQL.APC_LEVEL)]
    public static IEnumerator<KernelAction> ExWaitForRundownProtectionRelease(Machine machine, Pointer runRef) =>
        machine.Executive.Rundowns.Wait(runRef);

    /// <summary>Says that the object has run down. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP)]
    [Irql(KIRQL.APC_LEVEL)]
    public static void ExRundownCompleted(Machine machine, Pointer runRef) =>
        machine.Executive.Rundowns.Complete(runRef);

    /// <summary>Bytes of a cache-aware run-down protection. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.Server2003, Modelled = "for one processor")]
    [Irql(KIRQL.APC_LEVEL)]
    public static ulong ExSizeOfRundownProtectionCacheAware(Machine machine) => Rundowns.CacheAwareBytes;

    /// <summary>Allocates a cache-aware run-down protection; NULL when memory is short. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.Server2003, Family = DdiFamily.Object)]
    [Irql(KIRQL.APC_LEVEL)]
    [Fails(FailureShape.Null)]
    public static Pointer ExAllocateCacheAwareRundownProtection(Machine machine, POOL_TYPE poolType, [Parameter(Name = "PoolTag")] PoolTag tag)
    {
        var at = machine.Pool.AllocateForCaller(poolType, Rundowns.CacheAwareBytes, tag);
        if (at != 0)
        {
            machine.Executive.Rundowns.InitialiseCacheAware(at, Rundowns.CacheAwareBytes);
        }

        return new Pointer(machine, at);
    }

    /// <summary>Frees what ExAllocateCacheAwareRundownProtection allocated. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.Server2003, Frees = MemoryKind.Pool)]
    [Irql(KIRQL.APC_LEVEL)]
    public static void ExFreeCacheAwareRundownProtection(Machine machine, Pointer runRefCacheAware) => machine.Pool.Free(runRefCacheAware);

    /// <summary>Makes cache-aware run-down protection in the driver's memory of ExSizeOfRundownProtectionCacheAware bytes. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.Server2003)]
    [Irql(KIRQL.APC_LEVEL)]
    public static void ExInitializeRundownProtectionCacheAware(Machine machine, Pointer runRefCacheAware, ulong runRefSize) =>
        machine.Executive.Rundowns.InitialiseCacheAware(runRefCacheAware, runRefSize);

    /// <summary>Makes cache-aware run-down protection whose object has run down as new. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.Server2003)]
    [Irql(KIRQL.APC_LEVEL)]
    public static void ExReInitializeRundownProtectionCacheAware(Machine machine, Pointer runRefCacheAware) =>
        machine.Executive.Rundowns.Reinitialise(machine.Executive.Rundowns.OfCacheAware(runRefCacheAware));

    /// <summary>Protects the object; false once it runs down. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.Server2003)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static bool ExAcquireRundownProtectionCacheAware(Machine machine, Pointer runRefCacheAware) =>
        machine.Executive.Rundowns.Acquire(machine.Executive.Rundowns.OfCacheAware(runRefCacheAware), 1);

    /// <summary>Gives a protection back. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.Server2003)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void ExReleaseRundownProtectionCacheAware(Machine machine, Pointer runRefCacheAware) =>
        machine.Executive.Rundowns.Release(machine.Executive.Rundowns.OfCacheAware(runRefCacheAware), 1);

    /// <summary>Refuses further protection of the object, and waits until all protection is given back. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.Server2003)]
    [Irql(KIRQL.APC_LEVEL)]
    public static IEnumerator<KernelAction> ExWaitForRundownProtectionReleaseCacheAware(Machine machine, Pointer runRefCacheAware) =>
        machine.Executive.Rundowns.Wait(machine.Executive.Rundowns.OfCacheAware(runRefCacheAware));

    /// <summary>Says that the object has run down. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.Server2003)]
    [Irql(KIRQL.APC_LEVEL)]
    public static void ExRundownCompletedCacheAware(Machine machine, Pointer runRefCacheAware) =>
        machine.Executive.Rundowns.Complete(machine.Executive.Rundowns.OfCacheAware(runRefCacheAware));
}
