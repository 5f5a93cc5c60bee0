namespace Verifier.Kernel;

/// <summary>KMUTEX and KSEMAPHORE: what their own routines do; acquiring them is a wait.</summary>
internal sealed class Mutexes(Machine machine)
{
    private const int SemaphoreLimit = 0x18;

    /// <summary>KeInitializeMutex.</summary>
    public void Initialise(ulong mutex)
    {
        machine.SyncObjects.RequireNonPaged(mutex, "mutex");
        machine.SyncObjects.RequireAligned(mutex, "mutex");
        machine.Locks.Initialised(mutex, LockKind.Mutex);
        machine.Memory.Fill(mutex, SizeOf.KMUTEX, 0);
        machine.Dispatcher.Initialize(mutex, DispatcherType.Mutant, SizeOf.KMUTEX, 1);
        _ = new Mutant(machine, mutex) { ApcDisable = 1 };
    }

    /// <summary>KeReleaseMutex: the state before; raises when the thread does not own it.</summary>
    public int Release(ulong mutex)
    {
        machine.SyncObjects.RequireNonPaged(mutex, "mutex");
        var thread = machine.Scheduler.Current;
        if (machine.Dispatcher.OwnerOf(mutex) != Dispatcher.OwnerId(thread))
        {
            machine.Locks.Released(mutex, LockKind.Mutex);
            var isAbandoned = new Mutant(machine, mutex).Abandoned;
            throw new KernelException(isAbandoned ? NTSTATUS.STATUS_ABANDONED_WAIT_0 : NTSTATUS.STATUS_MUTANT_NOT_OWNED);
        }

        if (machine.Dispatcher.SignalState(mutex) == 0)
        {
            machine.Locks.Released(mutex, LockKind.Mutex);
            thread.ApcDisable += new Mutant(machine, mutex).ApcDisable;
        }

        return machine.Dispatcher.ReleaseMutant(mutex);
    }

    /// <summary>KeInitializeSemaphore.</summary>
    public void InitialiseSemaphore(ulong semaphore, int count, int limit)
    {
        machine.SyncObjects.RequireNonPaged(semaphore, "semaphore");
        machine.Dispatcher.Initialize(semaphore, DispatcherType.Semaphore, SizeOf.KSEMAPHORE, count);
        machine.Memory.Write(semaphore + SemaphoreLimit, limit);
    }

    /// <summary>KeReleaseSemaphore: the count before; raises when it would pass the limit.</summary>
    public int ReleaseSemaphore(ulong semaphore, int adjustment)
    {
        machine.SyncObjects.RequireNonPaged(semaphore, "semaphore");
        var before = machine.Dispatcher.SignalState(semaphore);
        var after = unchecked(before + adjustment);
        if (after < before || after > machine.Memory.Read<int>(semaphore + SemaphoreLimit))
        {
            throw new KernelException(NTSTATUS.STATUS_SEMAPHORE_LIMIT_EXCEEDED);
        }

        return machine.Dispatcher.Signal(semaphore, after);
    }
}
