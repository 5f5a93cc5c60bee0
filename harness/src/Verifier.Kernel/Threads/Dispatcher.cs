namespace Verifier.Kernel;

/// <summary>
/// Dispatcher objects (events, semaphores, mutexes, timers, threads): their state is in simulated memory; this decides whether a wait
/// on them is over and what acquiring them changes. Waiters themselves are the scheduler's.
/// </summary>
internal sealed class Dispatcher(Machine machine)
{
    private const uint AbandonedWait = 0x80;

    /// <summary>Initialises the common header.</summary>
    public void Initialize(ulong address, DispatcherType type, int sizeBytes, int signalState)
    {
        var header = new DispatcherHeader(machine, address) { Type = type, Size = (byte)(sizeBytes / 4), SignalState = signalState };
        ListEntries.Initialise(machine, header.WaitListHead);
    }

    public int SignalState(ulong address) => Header(address).SignalState;

    /// <summary>Sets the state and returns what it was; wakes whom it satisfies.</summary>
    public int Signal(ulong address, int state)
    {
        var before = SignalState(address);
        if (state > 0 && before <= 0)
        {
            RequireInitialised(address);
        }

        SetSignalState(address, state);
        if (state > 0)
        {
            machine.Scheduler.WakeSatisfied();
        }

        return before;
    }

    /// <summary>
    /// The kernel follows the object's list of waiters at DISPATCH_LEVEL; an object that was not initialised has NULL there.
    /// </summary>
    public void RequireInitialised(ulong address)
    {
        if (ListEntries.First(machine, Header(address).WaitListHead) == 0)
        {
            throw machine.BugCheck(
                Stops.IrqlNotLessOrEqual(0, KIRQL.DISPATCH_LEVEL, MemoryAccess.Write, 0),
                $"The synchronisation object at 0x{address:X} was never initialised: its list of waiters is NULL.");
        }
    }

    public DispatcherType TypeOf(ulong address) => Header(address).Type;

    /// <summary>Takes one count of ownership from a mutex; its waiters go on when none is left.</summary>
    public int ReleaseMutant(ulong address)
    {
        var before = SignalState(address);
        if (before == 0)
        {
            _ = new Mutant(machine, address) { OwnerThread = 0 };
        }

        return Signal(address, before + 1);
    }

    /// <summary>The owner of a mutex ended.</summary>
    public void Abandon(ulong address)
    {
        _ = new Mutant(machine, address) { Abandoned = true, OwnerThread = 0 };
        Signal(address, 1);
    }

    /// <summary>Ends the wait if its objects allow it, taking from them what a satisfied wait takes.</summary>
    public bool TryAcquire(SimulatedThread thread, WaitRequest request, out NTSTATUS status)
    {
        status = NTSTATUS.STATUS_SUCCESS;
        if (request.Condition is { } condition)
        {
            return condition.Holds();
        }

        var objects = request.Objects;
        var signalled = 0;
        for (var i = 0; i < objects.Count; i++)
        {
            if (!IsSignalledFor(thread, objects[i]))
            {
                continue;
            }

            signalled++;
            if (!request.All)
            {
                status = new NTSTATUS((uint)i + Acquire(thread, objects[i]));
                return true;
            }
        }

        if (objects.Count == 0 || signalled < objects.Count)
        {
            return false;
        }

        uint result = 0;
        foreach (var address in objects)
        {
            result |= Acquire(thread, address);
        }

        status = new NTSTATUS(result);
        return true;
    }

    /// <summary>A thread ended: waits on its object are satisfied.</summary>
    public void ThreadEnded(SimulatedThread thread) => Signal(thread.ThreadObject, 1);

    /// <summary>The object in words, for a hang report.</summary>
    public string Describe(ulong address) => $"the {TypeOf(address) switch
    {
        DispatcherType.NotificationEvent or DispatcherType.SynchronizationEvent => "event",
        DispatcherType.Mutant => "mutex",
        DispatcherType.Semaphore => "semaphore",
        DispatcherType.Thread => "end of the thread",
        DispatcherType.NotificationTimer or DispatcherType.SynchronizationTimer => "timer",
        _ => "object",
    }} at 0x{address:X}";

    private bool IsSignalledFor(SimulatedThread thread, ulong address) =>
        SignalState(address) > 0 || (TypeOf(address) == DispatcherType.Mutant && OwnerOf(address) == OwnerId(thread));

    /// <summary>The thread object that owns a mutex, or 0.</summary>
    public ulong OwnerOf(ulong mutant) => new Mutant(machine, mutant).OwnerThread;

    /// <summary>Makes the changes of a satisfied wait; 0x80 if a mutex was left by a thread that ended, else 0.</summary>
    private uint Acquire(SimulatedThread thread, ulong address)
    {
        switch (TypeOf(address))
        {
            case DispatcherType.SynchronizationEvent or DispatcherType.SynchronizationTimer:
                SetSignalState(address, 0);
                break;
            case DispatcherType.Semaphore:
                SetSignalState(address, SignalState(address) - 1);
                break;
            case DispatcherType.Mutant:
                return AcquireMutant(thread, address);
        }

        return 0;
    }

    private uint AcquireMutant(SimulatedThread thread, ulong address)
    {
        var state = SignalState(address) - 1;
        SetSignalState(address, state);
        var mutant = new Mutant(machine, address) { OwnerThread = OwnerId(thread) };
        if (state == 0)
        {
            thread.ApcDisable -= mutant.ApcDisable;
        }

        var abandoned = mutant.Abandoned;
        mutant.Abandoned = false;
        return abandoned ? AbandonedWait : 0;
    }

    /// <summary>The value for a thread in an object's owner field: its thread object.</summary>
    public static ulong OwnerId(SimulatedThread thread) => thread.ThreadObject;

    private DispatcherHeader Header(ulong address) => new(machine, address);

    private void SetSignalState(ulong address, int state) => _ = new DispatcherHeader(machine, address) { SignalState = state };
}
