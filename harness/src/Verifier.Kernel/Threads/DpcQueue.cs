namespace Verifier.Kernel;

/// <summary>
/// The processor's DPC queue: KDPC objects in simulated memory, run at DISPATCH_LEVEL in queue order, important ones first. A queued
/// DPC is one entry, and in the ledger of the driver that queued it.
/// </summary>
internal sealed class DpcQueue(Machine machine) : IObjectKeeper
{
    private readonly List<(ulong Dpc, bool FromTimer)> _queue = [];

    public bool HasWork => _queue.Count > 0;

    /// <summary>KDPCs that are queued now, in the order in which they will run.</summary>
    public IEnumerable<ulong> Queued => _queue.Select(q => q.Dpc);

    /// <summary>True while a DPC runs.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>KeInitializeDpc.</summary>
    public void Initialise(ulong dpc, ulong routine, ulong context, byte type)
    {
        machine.SyncObjects.RequireNonPaged(dpc, "DPC");
        machine.Memory.Fill(dpc, SizeOf.KDPC, 0);
        _ = new Kdpc(machine, dpc)
        {
            Type = type,
            Importance = KDPC_IMPORTANCE.MediumImportance,
            DeferredRoutine = routine,
            DeferredContext = context,
        };
    }

    /// <summary>KeInsertQueueDpc: false when it is queued already.</summary>
    public bool Insert(ulong dpc, ulong argument1, ulong argument2, bool fromTimer = false)
    {
        machine.SyncObjects.RequireNonPaged(dpc, "DPC");
        if (_queue.Exists(q => q.Dpc == dpc))
        {
            return false;
        }

        var view = new Kdpc(machine, dpc) { SystemArgument1 = argument1, SystemArgument2 = argument2, DpcData = 1 };
        var isImportant = view.Importance == KDPC_IMPORTANCE.HighImportance;
        _queue.Insert(isImportant ? 0 : _queue.Count, (dpc, fromTimer));
        machine.Watch.Add(dpc);
        machine.Resources.Acquired(ResourceKind.Dpc, dpc);
        return true;
    }

    /// <summary>KeRemoveQueueDpc: false when it was not queued.</summary>
    public bool Remove(ulong dpc)
    {
        var removed = _queue.RemoveAll(q => q.Dpc == dpc) > 0;
        if (removed)
        {
            _ = new Kdpc(machine, dpc) { DpcData = 0 };
            machine.Watch.Remove(dpc);
            machine.Resources.Released(ResourceKind.Dpc, dpc);
        }

        return removed;
    }

    /// <summary>KeSetImportanceDpc.</summary>
    public void SetImportance(ulong dpc, KDPC_IMPORTANCE importance) => _ = new Kdpc(machine, dpc) { Importance = importance };

    /// <summary>Fires due timers and runs queued DPCs, if the IRQL allows.</summary>
    public void Deliver()
    {
        if (machine.Irql < KIRQL.DISPATCH_LEVEL)
        {
            machine.Timers.Expire();
            Drain();
        }
    }

    /// <summary>Runs queued DPCs, if the IRQL allows.</summary>
    public void Drain()
    {
        if (machine.Irql >= KIRQL.DISPATCH_LEVEL)
        {
            return;
        }

        while (_queue.Count > 0)
        {
            var (dpc, fromTimer) = _queue[0];
            _queue.RemoveAt(0);
            machine.Watch.Remove(dpc);
            machine.Resources.Released(ResourceKind.Dpc, dpc);
            Run(dpc, fromTimer);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<LivingObject> LivingIn(MemoryEnd end) => Queued.Where(end.Contains).Select(dpc => new LivingObject(
        ObjectFamily.Dpc, dpc, "which is queued", Resource.OriginOf("the DPC", machine.Resources.Find(ResourceKind.Dpc, dpc))));

    public void Reset()
    {
        _queue.Clear();
        IsRunning = false;
    }

    private void Run(ulong dpc, bool fromTimer)
    {
        var thread = machine.Scheduler.Current;
        var interrupted = (machine.Irql, machine.Caller, thread.Result, IsRunning);
        machine.Irql = KIRQL.DISPATCH_LEVEL;
        IsRunning = true;
        var finished = machine.Executor.Guard(() => Call(dpc, fromTimer, thread));
        if (!finished || machine.IsStopped)
        {
            // The interrupted driver code must not get a chance to catch what went wrong in the DPC.
            throw MachineStopped.Instance;
        }

        (machine.Irql, machine.Caller, thread.Result, IsRunning) = interrupted;
    }

    private void Call(ulong dpc, bool fromTimer, SimulatedThread thread)
    {
        var view = new Kdpc(machine, dpc) { DpcData = 0 };
        var routine = view.DeferredRoutine;
        var disabled = thread.ApcDisable + thread.SpecialApcDisable;
        machine.Executor.Invoke(RoutineKind.Dpc, routine, dpc, view.DeferredContext, view.SystemArgument1, view.SystemArgument2);
        if (machine.Irql != KIRQL.DISPATCH_LEVEL)
        {
            const ulong callout = 2;
            var word = ((ulong)machine.Irql << 16) | ((ulong)KIRQL.DISPATCH_LEVEL << 8) | callout;
            throw machine.BugCheck(Stops.IrqlUnexpectedValue(word, routine, dpc, 0));
        }

        var disabledNow = thread.ApcDisable + thread.SpecialApcDisable;
        if (disabledNow != disabled)
        {
            throw machine.BugCheck(
                fromTimer
                    ? Stops.TimerOrDpc.TimerDpcChangedApcs(routine, disabled, disabledNow)
                    : Stops.TimerOrDpc.DpcChangedApcs(routine, disabled, disabledNow),
                "A DPC left a critical or guarded region open, or closed one that was not its own.");
        }
    }
}
