namespace Verifier.Kernel;

/// <content>Fast and guarded mutexes: not recursive.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>Makes a fast mutex in nonpaged memory: an inline function over KeInitializeEvent. IRQL: up to DISPATCH_LEVEL.</summary>
    public void ExInitializeFastMutex(Pointer fastMutex)
    {
        const int owner = 0x08, contention = 0x10, waiters = 0x18;
        fastMutex.Write(0, 1);
        fastMutex.Write(owner, 0UL);
        fastMutex.Write(contention, 0);
        Machine.SyncObjects.RequireAligned(fastMutex, HeldLocks.Word(LockKind.FastMutex));
        Machine.Locks.Initialised(fastMutex, LockKind.FastMutex);
        KeInitializeEvent(fastMutex + waiters, EVENT_TYPE.SynchronizationEvent, state: false);
    }

    /// <summary>Acquires the mutex and raises to APC_LEVEL. IRQL: up to APC_LEVEL (0xC4/0x33 above).</summary>
    public void ExAcquireFastMutex(Pointer fastMutex) => Call(ExSyncFastMutexDdis.ExAcquireFastMutex, fastMutex);

    /// <summary>Releases the mutex and restores the level before. IRQL: APC_LEVEL (0xC4/0x34 elsewhere).</summary>
    public void ExReleaseFastMutex(Pointer fastMutex) => Call(ExSyncFastMutexDdis.ExReleaseFastMutex, fastMutex);

    /// <summary>Acquires the mutex if it is free; false when it is not. IRQL: up to APC_LEVEL.</summary>
    public bool ExTryToAcquireFastMutex(Pointer fastMutex) => Call(ExSyncFastMutexDdis.ExTryToAcquireFastMutex, fastMutex) != 0;

    /// <summary>Acquires the mutex; the caller has disabled APCs (0xC4/0x39 otherwise). IRQL: up to APC_LEVEL.</summary>
    public void ExAcquireFastMutexUnsafe(Pointer fastMutex) => Call(ExSyncFastMutexDdis.ExAcquireFastMutexUnsafe, fastMutex);

    /// <summary>Releases what ExAcquireFastMutexUnsafe acquired; APCs still disabled (0xC4/0x3A otherwise).</summary>
    public void ExReleaseFastMutexUnsafe(Pointer fastMutex) => Call(ExSyncFastMutexDdis.ExReleaseFastMutexUnsafe, fastMutex);

    /// <summary>Makes a guarded mutex in nonpaged memory. IRQL: up to APC_LEVEL.</summary>
    public void KeInitializeGuardedMutex(Pointer mutex) => Call(ExSyncFastMutexDdis.KeInitializeGuardedMutex, mutex);

    /// <summary>Acquires the mutex and enters a guarded region. IRQL: up to APC_LEVEL.</summary>
    public void KeAcquireGuardedMutex(Pointer mutex) => Call(ExSyncFastMutexDdis.KeAcquireGuardedMutex, mutex);

    /// <summary>Releases the mutex and leaves the guarded region. IRQL: up to APC_LEVEL.</summary>
    public void KeReleaseGuardedMutex(Pointer mutex) => Call(ExSyncFastMutexDdis.KeReleaseGuardedMutex, mutex);

    /// <summary>Acquires the mutex if it is free; false when it is not. IRQL: up to APC_LEVEL.</summary>
    public bool KeTryToAcquireGuardedMutex(Pointer mutex) => Call(ExSyncFastMutexDdis.KeTryToAcquireGuardedMutex, mutex) != 0;

    /// <summary>Acquires the mutex; the caller has disabled APCs. IRQL: up to APC_LEVEL.</summary>
    public void KeAcquireGuardedMutexUnsafe(Pointer mutex) => Call(ExSyncFastMutexDdis.KeAcquireGuardedMutexUnsafe, mutex);

    /// <summary>Releases what KeAcquireGuardedMutexUnsafe acquired. IRQL: up to APC_LEVEL.</summary>
    public void KeReleaseGuardedMutexUnsafe(Pointer mutex) => Call(ExSyncFastMutexDdis.KeReleaseGuardedMutexUnsafe, mutex);
}
