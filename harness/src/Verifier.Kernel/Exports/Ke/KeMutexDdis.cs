namespace Verifier.Kernel;

/// <summary>Mutexes and semaphores (harness/docs/facts/io.md#locks-and-regions). They are acquired by waiting for them.</summary>
internal static class KeMutexDdis
{
    private const string NoLockUntilWait = "Wait = TRUE does not keep the dispatcher locked until the next wait";

    /// <summary>Makes a mutex in nonpaged memory; the level is not used. Any IRQL; cannot fail.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static void KeInitializeMutex(Machine machine, Pointer mutex, uint level = 0) => machine.Mutexes.Initialise(mutex);

    /// <summary>
    /// Releases a mutex; the state before. A thread that does not own it gets STATUS_MUTANT_NOT_OWNED raised. IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    [Ddi(Modelled = NoLockUntilWait, ReportsFreedObjects = true)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static int KeReleaseMutex(Machine machine, Pointer mutex, bool wait = false) => machine.Mutexes.Release(mutex);

    /// <summary>1 when the mutex is free. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static int KeReadStateMutex(Machine machine, Pointer mutex) => machine.Dispatcher.SignalState(mutex);

    /// <summary>Makes a semaphore in nonpaged memory. IRQL: PASSIVE_LEVEL; cannot fail.</summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static void KeInitializeSemaphore(Machine machine, Pointer semaphore, int count, int limit) =>
        machine.Mutexes.InitialiseSemaphore(semaphore, count, limit);

    /// <summary>
    /// Adds to a semaphore; the count before. Past its limit STATUS_SEMAPHORE_LIMIT_EXCEEDED is raised. IRQL: up to DISPATCH_LEVEL, with a
    /// wait that follows up to APC_LEVEL.
    /// </summary>
    [Ddi(Modelled = $"no priority boost; {NoLockUntilWait}")]
    [Irql(KIRQL.DISPATCH_LEVEL, Lower = KIRQL.APC_LEVEL, When = IrqlCondition.WaitFollows, Parameter = nameof(wait))]
    public static int KeReleaseSemaphore(Machine machine, Pointer semaphore, int increment, int adjustment, bool wait = false) =>
        machine.Mutexes.ReleaseSemaphore(semaphore, adjustment);

    /// <summary>The count. Any IRQL.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static int KeReadStateSemaphore(Machine machine, Pointer semaphore) => machine.Dispatcher.SignalState(semaphore);
}
