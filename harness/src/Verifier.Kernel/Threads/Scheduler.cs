namespace Verifier.Kernel;

/// <summary>
/// One processor, one baton: threads change only where one waits, yields or ends, in first-in first-out order. When no thread can run,
/// time goes to the next timer; when there is none either, the machine hangs, in no wall time (ARCHITECTURE.md D4).
/// </summary>
internal sealed class Scheduler : IObjectKeeper, IDisposable
{
    private readonly Machine _machine;
    private readonly BatonThread _caller = BatonThread.ForCaller();
    private readonly List<BatonThread> _idleHosts = [];
    private readonly Queue<SimulatedThread> _ready = new();
    private readonly WaitingThreads _waiting;
    private readonly List<SimulatedThread> _threads = [];

    public Scheduler(Machine machine)
    {
        _machine = machine;
        _waiting = new WaitingThreads(machine, _ready);
    }

    /// <summary>The thread that has the baton.</summary>
    public SimulatedThread Current { get; private set; } = null!;

    /// <summary>The scenario's own thread.</summary>
    public SimulatedThread Main { get; private set; } = null!;

    /// <summary>Threads other than the scenario's and workers without work that have not ended.</summary>
    public IEnumerable<SimulatedThread> Living =>
        _threads.Where(t => t != Main && t.State is not (ThreadState.Terminated or ThreadState.Parked));

    /// <summary>Threads that wait now.</summary>
    public IReadOnlyList<SimulatedThread> Waiting => _waiting.All;

    /// <inheritdoc/>
    public IEnumerable<LivingObject> LivingIn(MemoryEnd end) =>
        from thread in Waiting
        from address in thread.Wait!.Objects
        where end.Contains(address)
        select new LivingObject(ObjectFamily.Waiter, address, $"for which thread \"{thread.Name}\" waits", null);

    /// <summary>True if the address is in a part of a living thread's stack that is in use.</summary>
    public bool IsOnStack(ulong address) => _threads.Exists(t => t.State != ThreadState.Terminated && KernelStacks.IsLive(t, address));

    /// <summary>
    /// Creates a thread, ready to run its code when the running one gives way. Its thread object is the kernel's own unless the caller
    /// has one.
    /// </summary>
    public SimulatedThread Create(string name, bool isSystem, Action code, ThreadStart? start = null)
    {
        if (!_machine.Stacks.TryTake(out var stack))
        {
            throw new InvalidOperationException("The machine has no room for another kernel stack.");
        }

        var host = _idleHosts.Count > 0 ? _idleHosts[^1] : BatonThread.Start();
        _idleHosts.Remove(host);
        var thread = new SimulatedThread(_threads.Count, name, isSystem, host)
        {
            ThreadObject = start?.ThreadObject ?? _machine.KernelData.TakeThread(),
            StartRoutine = start?.Routine ?? 0,
            Ended = start?.Ended,
            Stack = stack,
            StackPointer = stack.End,
        };
        _threads.Add(thread);
        _ready.Enqueue(thread);
        host.Assign(() => Play(thread, code));
        return thread;
    }

    /// <summary>
    /// Creates a system thread whose life is a sequence that only waits and calls no driver. It needs no stack: the thread that has the
    /// baton plays it from one wait to the next, which costs no change of host threads.
    /// </summary>
    /// <param name="name">Its name.</param>
    /// <param name="life">The sequence.</param>
    /// <param name="steady">The properties of its rounds, if it does the same again and again; null for other lives.</param>
    public void CreateStackless(string name, IEnumerator<KernelAction> life, ISteadyLife? steady = null)
    {
        var thread = new SimulatedThread(_threads.Count, name, isSystem: true, host: null)
        {
            ThreadObject = _machine.KernelData.TakeThread(),
            Life = life,
            Steady = steady,
        };
        _threads.Add(thread);
        _ready.Enqueue(thread);
    }

    /// <summary>
    /// Runs code as a system thread while the running thread waits for its end. No other code can tell this from a thread of its own, but
    /// it costs no change of host threads: the one that waits lends its stack.
    /// </summary>
    public void RunOnSystemThread(string name, Action code)
    {
        var waiter = Current;
        waiter.Saved = ProcessorState.Of(_machine);
        waiter.State = ThreadState.Waiting;
        var thread = new SimulatedThread(_threads.Count, name, isSystem: true, waiter.Host)
        {
            ThreadObject = _machine.KernelData.TakeThread(),
            Stack = waiter.Stack,
            StackPointer = waiter.StackPointer,
            Activity = waiter.Activity,
            IsAwaited = true,
        };
        _threads.Add(thread);
        Activate(thread);
        try
        {
            code();
        }
        finally
        {
            thread.State = ThreadState.Terminated;
            _machine.KernelData.ReturnThread(thread.ThreadObject);
            Activate(waiter);
        }
    }

    /// <summary>
    /// The running thread of the workload works for this application from now on. A thread is in one process, so each application has a
    /// thread of its own, which owns what it acquires. Those of one thread of the workload share its host: only one of them has work at a
    /// time.
    /// </summary>
    public void WorkFor(string process)
    {
        var running = Current;
        running.Process ??= process;
        if (IsOf(running, process))
        {
            return;
        }

        var next = _threads.Find(t => t.WorkloadThread == running.WorkloadThread && t.State == ThreadState.Parked && IsOf(t, process))
            ?? CreateFor(process, running);
        if (next is null)
        {
            // The machine has no room for another stack: the thread changes its process instead.
            running.Process = process;
            return;
        }

        next.Activity = running.Activity;
        Main = running == Main ? next : Main;
        TakeOver(next);
    }

    /// <summary>Waits as <paramref name="request"/> says; the thread's NTSTATUS of the wait.</summary>
    public NTSTATUS Wait(WaitRequest request)
    {
        var thread = Current;
        if (_waiting.Add(thread, request))
        {
            RunOthersUntilReady(thread);
        }

        return thread.WaitStatus;
    }

    /// <summary>Lets every thread run that can, without letting time pass.</summary>
    public void Yield()
    {
        ThrowIfStopped();
        _machine.Dpcs.Drain();
        if (_ready.Count > 0)
        {
            var thread = Current;
            thread.State = ThreadState.Ready;
            _ready.Enqueue(thread);
            RunOthersUntilReady(thread);
        }
    }

    /// <summary>A worker has nothing to do: others run until <see cref="Unpark"/> is called. It does not count as waiting.</summary>
    public void Park()
    {
        var thread = Current;
        thread.State = ThreadState.Parked;
        RunOthersUntilReady(thread);
    }

    /// <summary>There is work for a parked thread.</summary>
    public void Unpark(SimulatedThread thread)
    {
        thread.State = ThreadState.Ready;
        _ready.Enqueue(thread);
    }

    /// <summary>The thread whose thread object this is; null when it ended or never was one.</summary>
    public SimulatedThread? Find(ulong threadObject) =>
        _threads.Find(t => t.ThreadObject == threadObject && t.State != ThreadState.Terminated);

    /// <summary>The thread whose thread object this is or was last, ended or not; null when it never was one.</summary>
    public SimulatedThread? FindEver(ulong threadObject) => Find(threadObject) ?? _threads.FindLast(t => t.ThreadObject == threadObject);

    /// <summary>Dispatcher objects changed: threads whose wait is over become ready.</summary>
    public void WakeSatisfied() => _waiting.WakeSatisfied();

    /// <summary>Ends every thread that still exists, so that the machine can start over.</summary>
    public void UnwindAll()
    {
        _machine.IsUnwinding = true;
        foreach (var thread in _threads)
        {
            if (thread.Life is { } life)
            {
                life.Dispose();
                thread.State = ThreadState.Terminated;
            }
            else if (thread.Host != _caller && thread.State != ThreadState.Terminated)
            {
                Switch(Main, thread);
            }
        }

        _machine.IsUnwinding = false;
    }

    public void Reset()
    {
        _ready.Clear();
        _waiting.Clear();
        _threads.Clear();
        _machine.Stacks.TryTake(out var stack);
        Main = new SimulatedThread(0, "application", isSystem: false, _caller)
        {
            State = ThreadState.Running,
            ThreadObject = _machine.KernelData.TakeThread(),
            Stack = stack,
            StackPointer = stack.End,
        };
        _threads.Add(Main);
        Current = Main;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        UnwindAll();
        _idleHosts.ForEach(h => h.Dispose());
        _caller.Dispose();
    }

    /// <summary>Runs DPCs, other threads and the clock until this thread has the baton and is ready.</summary>
    private void RunOthersUntilReady(SimulatedThread thread)
    {
        // A thread that waits at DISPATCH_LEVEL breaks a rule; the others run at their own levels all the same.
        var irql = _machine.Irql;
        _machine.Irql = Min(irql, KIRQL.APC_LEVEL);
        RunOthers(thread);
        _machine.Irql = irql;
    }

    private static KIRQL Min(KIRQL a, KIRQL b) => a < b ? a : b;

    private void RunOthers(SimulatedThread thread)
    {
        while (true)
        {
            ThrowIfStopped();
            _machine.Dpcs.Drain();
            ThrowIfStopped();
            if (_ready.TryDequeue(out var next))
            {
                if (next.Life is { } life)
                {
                    Live(next, life);
                    continue;
                }

                if (next != thread)
                {
                    Switch(thread, next);
                }

                if (thread.State is ThreadState.Running)
                {
                    ThrowIfStopped();
                    return;
                }

                if (next == thread)
                {
                    thread.State = ThreadState.Running;
                    return;
                }
            }
            else
            {
                _waiting.LetTimePass();
            }
        }
    }

    /// <summary>Gives the baton to another thread, and returns when this one has it again.</summary>
    private void Switch(SimulatedThread from, SimulatedThread to)
    {
        from.Saved = ProcessorState.Of(_machine);
        Activate(to);
        to.Host!.Pass();
        from.Host!.Await();
    }

    /// <summary>Plays a thread without a stack up to its next wait, on the stack of the thread that has the baton.</summary>
    private void Live(SimulatedThread thread, IEnumerator<KernelAction> life)
    {
        var (running, state) = (Current, ProcessorState.Of(_machine));
        Activate(thread);
        try
        {
            do
            {
                thread.Result = thread.WaitStatus.Value;
            }
            while (life.MoveNext() && !_waiting.Add(thread, life.Current.Wait!));

            if (thread.State != ThreadState.Waiting)
            {
                thread.State = ThreadState.Terminated;
                _machine.KernelData.ReturnThread(thread.ThreadObject);
            }
        }
        finally
        {
            Current = running;
            state.Restore(_machine);
        }
    }

    private void Activate(SimulatedThread thread)
    {
        thread.Saved.Restore(_machine);
        thread.State = ThreadState.Running;
        Current = thread;
    }

    /// <summary>The life of a thread on its host.</summary>
    private void Play(SimulatedThread thread, Action code)
    {
        if (!_machine.IsStopped && _machine.Executor.Guard(code))
        {
            _machine.Executor.Guard(() => EndApplications(thread));
            _machine.Executor.Guard(() => ThreadEnd.Check(_machine, thread));
        }

        foreach (var other in ApplicationsOf(thread))
        {
            other.State = ThreadState.Terminated;
            _machine.Stacks.Return(other.Stack);
            _machine.KernelData.ReturnThread(other.ThreadObject);
        }

        thread.State = ThreadState.Terminated;
        _idleHosts.Add(thread.Host!);
        _machine.Stacks.Return(thread.Stack);
        var next = Main;
        if (!_machine.IsStopped)
        {
            _machine.Executor.Guard(() => next = NextAfterEnd(thread));
        }

        Activate(next);
        next.Host!.Pass();
    }

    private static bool IsOf(SimulatedThread thread, string process) => process.Equals(thread.Process, StringComparison.OrdinalIgnoreCase);

    /// <summary>The threads that worked for other applications in a thread of the workload end with it.</summary>
    private void EndApplications(SimulatedThread thread)
    {
        foreach (var other in ApplicationsOf(thread))
        {
            TakeOver(other);
            ThreadEnd.Check(_machine, other);
            _machine.Dispatcher.ThreadEnded(other);
        }

        TakeOver(thread);
    }

    private List<SimulatedThread> ApplicationsOf(SimulatedThread thread) =>
        _threads.FindAll(t => t != thread && t.WorkloadThread == thread.Id && t.State != ThreadState.Terminated);

    /// <summary>A thread for another application on the host of the running one; null when there is no room for its stack.</summary>
    private SimulatedThread? CreateFor(string process, SimulatedThread running)
    {
        if (!_machine.Stacks.TryTake(out var stack))
        {
            return null;
        }

        var thread = new SimulatedThread(_threads.Count, process, isSystem: false, running.Host)
        {
            WorkloadThread = running.WorkloadThread,
            ThreadObject = _machine.KernelData.TakeThread(),
            Process = process,
            Stack = stack,
            StackPointer = stack.End,
            Saved = ProcessorState.Of(_machine) with { Irql = KIRQL.PASSIVE_LEVEL },
        };
        _threads.Add(thread);
        return thread;
    }

    /// <summary>Another thread on the same host goes on in place of the running one.</summary>
    private void TakeOver(SimulatedThread next)
    {
        if (next != Current)
        {
            Current.Saved = ProcessorState.Of(_machine);
            Current.State = ThreadState.Parked;
            Activate(next);
        }
    }

    private SimulatedThread NextAfterEnd(SimulatedThread ended)
    {
        _machine.Irql = KIRQL.PASSIVE_LEVEL;
        _machine.Dispatcher.ThreadEnded(ended);
        ended.Ended?.Invoke();
        if (_machine.KernelData.IsOwnThread(ended.ThreadObject))
        {
            _machine.KernelData.ReturnThread(ended.ThreadObject);
        }

        while (true)
        {
            if (_ready.TryDequeue(out var next))
            {
                if (next.Life is not { } life)
                {
                    return next;
                }

                Live(next, life);
            }

            ThrowIfStopped();
            _machine.Dpcs.Drain();
            if (_ready.Count == 0)
            {
                _waiting.LetTimePass();
            }
        }
    }

    private void ThrowIfStopped()
    {
        if (_machine.IsStopped)
        {
            throw MachineStopped.Instance;
        }
    }
}
