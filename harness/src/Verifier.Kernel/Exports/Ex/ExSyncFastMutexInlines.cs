namespace Verifier.Kernel;

/// <content>Macros and inline functions of the headers: fast mutexes.</content>
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
}
