using static Verifier.Kernel.LockKind;

namespace Verifier.Kernel;

/// <summary>
/// Fast and guarded mutexes: not recursive (harness/docs/facts/io.md#locks-and-regions; wrong levels are 0xC4/0x33, 0x34, 0x39, 0x3A).
/// </summary>
internal static class ExSyncFastMutexDdis
{
    /// <summary>Inline function over KeInitializeEvent.</summary>
    [Ddi(ExpandsTo = nameof(KeEventDdis.KeInitializeEvent))]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void ExInitializeFastMutex(Machine machine, Pointer fastMutex) => machine.FastMutexes.Initialise(fastMutex, FastMutex);

    /// <summary>Acquires the mutex and raises to APC_LEVEL. IRQL: up to APC_LEVEL (0xC4/0x33 above).</summary>
    [Ddi]
    [Irql(KIRQL.APC_LEVEL, ChecksItself = true)]
    public static IEnumerator<KernelAction> ExAcquireFastMutex(Machine machine, Pointer fastMutex) =>
        machine.FastMutexes.Acquire(fastMutex, FastMutex, isUnsafe: false);

    /// <summary>Releases the mutex and restores the level before. IRQL: APC_LEVEL (0xC4/0x34 elsewhere).</summary>
    [Ddi(ReportsFreedObjects = true)]
    [Irql(KIRQL.APC_LEVEL, Lowest = KIRQL.APC_LEVEL, ChecksItself = true)]
    public static void ExReleaseFastMutex(Machine machine, Pointer fastMutex) =>
        machine.FastMutexes.Release(fastMutex, FastMutex, isUnsafe: false);

    /// <summary>Acquires the mutex if it is free; false when it is not. IRQL: up to APC_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.APC_LEVEL, ChecksItself = true)]
    public static bool ExTryToAcquireFastMutex(Machine machine, Pointer fastMutex) => machine.FastMutexes.TryAcquire(fastMutex, FastMutex);

    /// <summary>Acquires the mutex; the caller has disabled APCs (0xC4/0x39 otherwise). IRQL: up to APC_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.APC_LEVEL, ChecksItself = true)]
    public static IEnumerator<KernelAction> ExAcquireFastMutexUnsafe(Machine machine, Pointer fastMutex) =>
        machine.FastMutexes.Acquire(fastMutex, FastMutex, isUnsafe: true);

    /// <summary>Releases what ExAcquireFastMutexUnsafe acquired; APCs still disabled (0xC4/0x3A otherwise).</summary>
    [Ddi(ReportsFreedObjects = true)]
    [Irql(KIRQL.APC_LEVEL, ChecksItself = true)]
    public static void ExReleaseFastMutexUnsafe(Machine machine, Pointer fastMutex) =>
        machine.FastMutexes.Release(fastMutex, FastMutex, isUnsafe: true);

    /// <summary>Makes a guarded mutex in nonpaged memory. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.Server2003)]
    [Irql(KIRQL.APC_LEVEL, ChecksItself = true)]
    public static void KeInitializeGuardedMutex(Machine machine, Pointer mutex) => machine.FastMutexes.Initialise(mutex, GuardedMutex);

    /// <summary>Acquires the mutex and enters a guarded region. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.Server2003)]
    [Irql(KIRQL.APC_LEVEL, ChecksItself = true)]
    public static IEnumerator<KernelAction> KeAcquireGuardedMutex(Machine machine, Pointer mutex) =>
        machine.FastMutexes.Acquire(mutex, GuardedMutex, isUnsafe: false);

    /// <summary>Releases the mutex and leaves the guarded region. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.Server2003, ReportsFreedObjects = true)]
    [Irql(KIRQL.APC_LEVEL, ChecksItself = true)]
    public static void KeReleaseGuardedMutex(Machine machine, Pointer mutex) =>
        machine.FastMutexes.Release(mutex, GuardedMutex, isUnsafe: false);

    /// <summary>Acquires the mutex if it is free; false when it is not. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.Server2003)]
    [Irql(KIRQL.APC_LEVEL, ChecksItself = true)]
    public static bool KeTryToAcquireGuardedMutex(Machine machine, Pointer mutex) => machine.FastMutexes.TryAcquire(mutex, GuardedMutex);

    /// <summary>Acquires the mutex; the caller has disabled APCs. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.Server2003)]
    [Irql(KIRQL.APC_LEVEL, ChecksItself = true)]
    public static IEnumerator<KernelAction> KeAcquireGuardedMutexUnsafe(Machine machine, Pointer mutex) =>
        machine.FastMutexes.Acquire(mutex, GuardedMutex, isUnsafe: true);

    /// <summary>Releases what KeAcquireGuardedMutexUnsafe acquired. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.Server2003, ReportsFreedObjects = true)]
    [Irql(KIRQL.APC_LEVEL, ChecksItself = true)]
    public static void KeReleaseGuardedMutexUnsafe(Machine machine, Pointer mutex) =>
        machine.FastMutexes.Release(mutex, GuardedMutex, isUnsafe: true);
}
