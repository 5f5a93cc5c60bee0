namespace Verifier.Kernel;

/// <summary>
/// Dispatcher objects (events, semaphores, mutexes, timers, threads): their state is in simulated memory; this decides whether a wait
/// on them is over and what acquiring them changes. Waiters themselves are the scheduler's.
/// </summary>
internal sealed class Dispatcher(Machine machine)
{
    /// <summary>KMUTANT: where the owner's thread object address is kept.</summary>
    public const int MutantOwner = 0x28;

    /// <summary>Initialises the common header.</summary>
    public void Initialize(ulong address, DispatcherType type, int sizeBytes, int signalState)
    {
        machine.Memory.Write(address + DispatcherHeader.Type, (byte)type);
        machine.Memory.Write(address + DispatcherHeader.Size, (byte)(sizeBytes / 4));
        machine.Memory.Write(address + DispatcherHeader.SignalState, signalState);
        machine.Memory.Write(address + DispatcherHeader.WaitListHead, address + DispatcherHeader.WaitListHead);
        machine.Memory.Write(address + DispatcherHeader.WaitListHead + 8, address + DispatcherHeader.WaitListHead);
    }

    public int SignalState(ulong address) => machine.Memory.Read<int>(address + DispatcherHeader.SignalState);

    /// <summary>Sets the state and returns what it was; wakes whom it satisfies.</summary>
    public int Signal(ulong address, int state)
    {
        var before = SignalState(address);
        machine.Memory.Write(address + DispatcherHeader.SignalState, state);
        if (state > 0)
        {
            machine.Scheduler.WakeSatisfied();
        }

        return before;
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
                Acquire(thread, objects[i]);
                status = new NTSTATUS((uint)i);
                return true;
            }
        }

        if (objects.Count == 0 || signalled < objects.Count)
        {
            return false;
        }

        foreach (var address in objects)
        {
            Acquire(thread, address);
        }

        return true;
    }

    /// <summary>A thread ended: whoever waits on its object goes on.</summary>
    public void ThreadEnded(SimulatedThread thread)
    {
        if (thread.ThreadObject != 0)
        {
            Signal(thread.ThreadObject, 1);
        }

        machine.Scheduler.WakeSatisfied();
    }

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

    private DispatcherType TypeOf(ulong address) => (DispatcherType)machine.Memory.Read<byte>(address + DispatcherHeader.Type);

    private bool IsSignalledFor(SimulatedThread thread, ulong address) =>
        SignalState(address) > 0 || (TypeOf(address) == DispatcherType.Mutant && machine.Memory.Read<ulong>(address + MutantOwner) == OwnerId(thread));

    private void Acquire(SimulatedThread thread, ulong address)
    {
        switch (TypeOf(address))
        {
            case DispatcherType.SynchronizationEvent or DispatcherType.SynchronizationTimer:
                machine.Memory.Write(address + DispatcherHeader.SignalState, 0);
                break;
            case DispatcherType.Semaphore:
                machine.Memory.Write(address + DispatcherHeader.SignalState, SignalState(address) - 1);
                break;
            case DispatcherType.Mutant:
                machine.Memory.Write(address + DispatcherHeader.SignalState, SignalState(address) - 1);
                machine.Memory.Write(address + MutantOwner, OwnerId(thread));
                break;
        }
    }

    /// <summary>What stands for a thread in an object's owner field: its object's address, or a small number for the application's.</summary>
    public static ulong OwnerId(SimulatedThread thread) => thread.ThreadObject != 0 ? thread.ThreadObject : (ulong)thread.Id + 1;
}
