namespace Verifier.Kernel;

/// <summary>
/// The threads that wait: each until its objects are signalled or its time comes. Those whose wait is over go to the end of the ready
/// queue, in the order in which they began to wait.
/// </summary>
internal sealed class WaitingThreads(Machine machine, Queue<SimulatedThread> ready)
{
    /// <summary>
    /// A request that has no answer after ten minutes of virtual time never gets one, however many periodic timers still fire (our choice).
    /// </summary>
    private const long HangTicks = 10 * 60 * 1000 * Clock.TicksPerMillisecond;

    private readonly List<SimulatedThread> _waiting = [];

    private ISteadyRounds Rounds => machine.Part<ISteadyRounds>(MachinePart.SteadyRounds);

    /// <summary>Those that wait now.</summary>
    public IReadOnlyList<SimulatedThread> All => _waiting;

    /// <summary>
    /// Begins a wait; false when it is over at once. What it ends with is the thread's <see cref="SimulatedThread.WaitStatus"/>.
    /// </summary>
    public bool Add(SimulatedThread thread, WaitRequest request)
    {
        if (machine.Dispatcher.TryAcquire(thread, request, out var status))
        {
            thread.WaitStatus = status;
            return false;
        }

        if (request.DueTime <= machine.Clock.Now)
        {
            thread.WaitStatus = StatusWhenDue(request);
            return false;
        }

        thread.Wait = request;
        thread.State = ThreadState.Waiting;
        thread.WaitBegan = machine.Clock.Now;
        _waiting.Add(thread);
        foreach (var address in request.Objects)
        {
            machine.Watch.Add(address);
        }

        return true;
    }

    /// <summary>Dispatcher objects changed.</summary>
    public void WakeSatisfied()
    {
        for (var i = 0; i < _waiting.Count; i++)
        {
            var thread = _waiting[i];
            if (machine.Dispatcher.TryAcquire(thread, thread.Wait!, out var status))
            {
                Wake(i--, status);
            }
        }
    }

    /// <summary>
    /// No thread can run: time goes to the next timer or the end of the next wait, if there is one; else the machine hangs.
    /// </summary>
    public void LetTimePass()
    {
        PassSteadyRounds();
        var due = machine.Timers.NextDue;
        foreach (var thread in _waiting)
        {
            due = Math.Min(due, thread.Wait!.DueTime);
        }

        if (due == WaitRequest.Forever || _waiting.Exists(HasWaitedTooLong))
        {
            throw machine.Hang(HangReport.Describe(machine, _waiting));
        }

        machine.Clock.AdvanceTo(due);
        machine.Timers.Expire();
        for (var i = 0; i < _waiting.Count; i++)
        {
            if (_waiting[i].Wait!.DueTime <= machine.Clock.Now)
            {
                Wake(i, StatusWhenDue(_waiting[i].Wait!));
                i--;
            }
        }
    }

    public void Clear() => _waiting.Clear();

    // Where nothing is steady, that costs one look at each thread.
    private void PassSteadyRounds()
    {
        SimulatedThread? next = null;
        var horizon = machine.Timers.NextDue;
        foreach (var thread in _waiting)
        {
            if (thread.Steady is null)
            {
                horizon = Math.Min(horizon, CanHang(thread) ? thread.WaitBegan + HangTicks + 1 : thread.Wait!.DueTime);
            }
            else if (next is null || thread.Wait!.DueTime < next.Wait!.DueTime)
            {
                next = thread;
            }
        }

        if (next is null)
        {
            return;
        }

        if (next.Wait!.DueTime < horizon && horizon != WaitRequest.Forever)
        {
            Rounds.Look(_waiting, next, horizon);
        }
        else
        {
            Rounds.Forget();
        }
    }

    private static NTSTATUS StatusWhenDue(WaitRequest request) =>
        request.Objects.Count == 0 ? NTSTATUS.STATUS_SUCCESS : NTSTATUS.STATUS_TIMEOUT;

    private void Wake(int index, NTSTATUS status)
    {
        var thread = _waiting[index];
        _waiting.RemoveAt(index);
        foreach (var address in thread.Wait!.Objects)
        {
            machine.Watch.Remove(address);
        }

        thread.WaitStatus = status;
        thread.Wait = null;
        thread.State = ThreadState.Ready;
        ready.Enqueue(thread);
    }

    private static bool CanHang(SimulatedThread thread) => (!thread.IsSystem || thread.IsAwaited) && thread.Wait!.DueTime == WaitRequest.Forever;

    private bool HasWaitedTooLong(SimulatedThread thread) => CanHang(thread) && machine.Clock.Now - thread.WaitBegan > HangTicks;
}
