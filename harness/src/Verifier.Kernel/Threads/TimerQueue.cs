namespace Verifier.Kernel;

/// <summary>
/// Armed timers: KTIMER objects in simulated memory and when they are due, in the order in which they were set. An armed timer is in the
/// ledger of the driver that set it.
/// </summary>
internal sealed class TimerQueue(Machine machine) : IObjectKeeper
{
    private readonly List<ArmedTimer> _armed = [];

    /// <summary>The time at which the next timer is due; <see cref="WaitRequest.Forever"/> if none is armed.</summary>
    public long NextDue { get; private set; } = WaitRequest.Forever;

    /// <summary>KTIMERs that are armed now.</summary>
    public IEnumerable<ulong> Armed => _armed.Select(a => a.Address);

    /// <summary>KeInitializeTimerEx.</summary>
    public void Initialise(ulong timer, TIMER_TYPE type)
    {
        machine.SyncObjects.RequireNonPaged(timer, "timer");
        var kind = type == TIMER_TYPE.NotificationTimer ? DispatcherType.NotificationTimer : DispatcherType.SynchronizationTimer;
        machine.Memory.Fill(timer, SizeOf.KTIMER, 0);
        machine.Dispatcher.Initialize(timer, kind, SizeOf.KTIMER, 0);
    }

    /// <summary>KeSetTimerEx: an NT due time, a period in ms or 0, a KDPC or 0; true when it was armed already.</summary>
    public bool Set(ulong timer, long dueTime, uint periodMilliseconds, ulong dpc)
    {
        machine.SyncObjects.RequireNonPaged(timer, "timer");
        var due = machine.Clock.DueAt(dueTime);
        _ = new Ktimer(machine, timer) { DueTime = due, Dpc = new Kdpc(machine, dpc), Period = periodMilliseconds };
        return Set(timer, due, periodMilliseconds * Clock.TicksPerMillisecond);
    }

    /// <summary>Arms a timer whose KTIMER is filled in already, at an interrupt time; true when it was armed already.</summary>
    public bool Set(ulong timer, long due, long periodTicks)
    {
        var was = Cancel(timer);
        _ = new DispatcherHeader(machine, timer) { SignalState = 0 };
        var dpc = new Ktimer(machine, timer).Dpc.Pointer.Address;
        _armed.Add(new ArmedTimer(timer, due, periodTicks, machine.Caller, dpc));
        machine.Watch.Add(timer);
        machine.Watch.Add(dpc);
        machine.Resources.Acquired(ResourceKind.Timer, timer);
        FindNext();
        return was;
    }

    /// <summary>KeCancelTimer: true when it was armed.</summary>
    public bool Cancel(ulong timer)
    {
        var index = _armed.FindIndex(a => a.Address == timer);
        if (index < 0)
        {
            return false;
        }

        Remove(index);
        FindNext();
        return true;
    }

    /// <summary>Fires every timer that is due: signals it, wakes its waiters, queues its DPC, arms a periodic one again.</summary>
    public void Expire()
    {
        if (NextDue > machine.Clock.Now)
        {
            return;
        }

        // The clock interrupt looks at timers at DISPATCH_LEVEL: what is not resident or gone is a bug check.
        var (irql, caller) = (machine.Irql, machine.Caller);
        machine.Irql = KIRQL.DISPATCH_LEVEL;
        while (NextDue <= machine.Clock.Now)
        {
            var index = _armed.FindIndex(a => a.Due == NextDue);
            var timer = _armed[index];
            if (timer.PeriodTicks > 0)
            {
                _armed.RemoveAt(index);
                _armed.Add(timer with { Due = timer.Due + timer.PeriodTicks });
            }
            else
            {
                Remove(index);
            }

            FindNext();
            machine.Caller = timer.Owner;
            Fire(timer.Address);
        }

        (machine.Irql, machine.Caller) = (irql, caller);
    }

    /// <inheritdoc/>
    public IEnumerable<LivingObject> LivingIn(MemoryEnd end)
    {
        foreach (var (timer, dpc) in _armed.Select(a => (a.Address, a.Dpc)))
        {
            var origin = Resource.OriginOf("the timer", machine.Resources.Find(ResourceKind.Timer, timer));
            if (end.Contains(timer))
            {
                yield return new LivingObject(ObjectFamily.Timer, timer, "which is set", origin);
            }
            else if (dpc != 0 && end.Contains(dpc))
            {
                yield return new LivingObject(ObjectFamily.Dpc, dpc, $"which the timer at 0x{timer:X} will queue", origin);
            }
        }
    }

    public void Reset()
    {
        _armed.Clear();
        NextDue = WaitRequest.Forever;
    }

    private void Fire(ulong timer)
    {
        if (machine.Dispatcher.TypeOf(timer) is not (DispatcherType.NotificationTimer or DispatcherType.SynchronizationTimer))
        {
            throw machine.BugCheck(
                Stops.TimerOrDpc.TimerInMemory(timer, 0, 0),
                $"The timer at 0x{timer:X} was due, but its memory was freed or overwritten while it was set.");
        }

        machine.Dispatcher.Signal(timer, 1);
        var dpc = new Ktimer(machine, timer).Dpc.Pointer.Address;
        if (dpc != 0)
        {
            var now = (ulong)machine.Clock.Now;
            machine.Dpcs.Insert(dpc, now & uint.MaxValue, now >> 32, fromTimer: true);
        }
    }

    private void Remove(int index)
    {
        var timer = _armed[index];
        _armed.RemoveAt(index);
        machine.Watch.Remove(timer.Address);
        machine.Watch.Remove(timer.Dpc);
        machine.Resources.Released(ResourceKind.Timer, timer.Address);
    }

    private void FindNext() => NextDue = _armed.Count == 0 ? WaitRequest.Forever : _armed.Min(a => a.Due);

    /// <summary>One armed timer: where it is, when it is due, its period, the driver that set it, and its KDPC or 0.</summary>
    private sealed record ArmedTimer(ulong Address, long Due, long PeriodTicks, DriverImage? Owner, ulong Dpc);
}
