namespace Verifier.Kernel;

/// <summary>Armed timers: KTIMER objects in simulated memory and when they are due, in the order in which they were set.</summary>
internal sealed class TimerQueue(Machine machine)
{
    private const int Dpc = 0x30;

    private readonly List<(ulong Timer, long Due, long PeriodTicks)> _armed = [];

    /// <summary>When the next timer is due; <see cref="WaitRequest.Forever"/> when none is armed.</summary>
    public long NextDue { get; private set; } = WaitRequest.Forever;

    /// <summary>KTIMERs that are armed now.</summary>
    public IEnumerable<ulong> Armed => _armed.Select(a => a.Timer);

    /// <summary>KeSetTimerEx: true when it was armed already.</summary>
    public bool Set(ulong timer, long due, long periodTicks)
    {
        var was = Cancel(timer);
        machine.Memory.Write(timer + DispatcherHeader.SignalState, 0);
        _armed.Add((timer, due, periodTicks));
        FindNext();
        return was;
    }

    /// <summary>KeCancelTimer: true when it was armed.</summary>
    public bool Cancel(ulong timer)
    {
        var removed = _armed.RemoveAll(a => a.Timer == timer) > 0;
        FindNext();
        return removed;
    }

    /// <summary>Fires every timer that is due: signals it, wakes its waiters, queues its DPC, arms a periodic one again.</summary>
    public void Expire()
    {
        while (NextDue <= machine.Clock.Now)
        {
            var index = _armed.FindIndex(a => a.Due == NextDue);
            var (timer, due, period) = _armed[index];
            _armed.RemoveAt(index);
            if (period > 0)
            {
                _armed.Add((timer, due + period, period));
            }

            FindNext();
            Fire(timer);
        }
    }

    public void Reset()
    {
        _armed.Clear();
        NextDue = WaitRequest.Forever;
    }

    private void Fire(ulong timer)
    {
        machine.Dispatcher.Signal(timer, 1);
        var dpc = machine.Memory.Read<ulong>(timer + Dpc);
        if (dpc != 0)
        {
            var now = (ulong)machine.Clock.Now;
            machine.Dpcs.Insert(dpc, now & uint.MaxValue, now >> 32);
        }
    }

    private void FindNext() => NextDue = _armed.Count == 0 ? WaitRequest.Forever : _armed.Min(a => a.Due);
}
