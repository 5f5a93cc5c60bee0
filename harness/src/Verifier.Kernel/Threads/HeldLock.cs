namespace Verifier.Kernel;

/// <summary>One acquisition of a lock that has not been released.</summary>
internal sealed record HeldLock(ulong Address, LockKind Kind, SimulatedThread Thread);

/// <summary>The kinds of lock, where release must match acquisition.</summary>
internal enum LockKind
{
    SpinLock,
    QueuedSpinLock,
    Mutex,
    FastMutex,
    GuardedMutex,
    Resource,
}
