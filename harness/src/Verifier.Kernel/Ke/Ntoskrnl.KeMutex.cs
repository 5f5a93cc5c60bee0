namespace Verifier.Kernel;

/// <content>Mutexes and semaphores.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>Makes a mutex in nonpaged memory; the level is not used. Any IRQL; cannot fail.</summary>
    public void KeInitializeMutex(Pointer mutex, uint level = 0) => Call(KeMutexDdis.KeInitializeMutex, mutex, level);

    /// <summary>
    /// Releases a mutex; the state before. A thread that does not own it gets STATUS_MUTANT_NOT_OWNED raised. IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    public int KeReleaseMutex(Pointer mutex, bool wait = false) => (int)Call(KeMutexDdis.KeReleaseMutex, mutex, wait ? 1UL : 0);

    /// <summary>1 when the mutex is free. IRQL: up to DISPATCH_LEVEL.</summary>
    public int KeReadStateMutex(Pointer mutex) => (int)Call(KeMutexDdis.KeReadStateMutex, mutex);

    /// <summary>Makes a semaphore in nonpaged memory. IRQL: PASSIVE_LEVEL; cannot fail.</summary>
    public void KeInitializeSemaphore(Pointer semaphore, int count, int limit) =>
        Call(KeMutexDdis.KeInitializeSemaphore, semaphore, (ulong)count, (ulong)limit);

    /// <summary>
    /// Adds to a semaphore; the count before. Past its limit STATUS_SEMAPHORE_LIMIT_EXCEEDED is raised. IRQL: up to DISPATCH_LEVEL, with a
    /// wait that follows up to APC_LEVEL.
    /// </summary>
    public int KeReleaseSemaphore(Pointer semaphore, int increment, int adjustment, bool wait = false) =>
        (int)Call(KeMutexDdis.KeReleaseSemaphore, semaphore, (ulong)increment, (ulong)adjustment, wait ? 1UL : 0);

    /// <summary>The count. Any IRQL.</summary>
    public int KeReadStateSemaphore(Pointer semaphore) => (int)Call(KeMutexDdis.KeReadStateSemaphore, semaphore);
}
