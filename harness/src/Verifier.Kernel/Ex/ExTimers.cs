namespace Verifier.Kernel;

/// <summary>
/// Timers that ExAllocateTimer allocates: a KTIMER, which a driver can wait for, and behind it the DPC that calls the driver's routine. One that is
/// deleted while it expires, or while it is still set, goes when it has expired.
/// </summary>
internal sealed class ExTimers(Machine machine)
{
    /// <summary>Bytes of an EX_TIMER, opaque to drivers (our choice).</summary>
    public const uint Bytes = Ktimer.Bytes + Kdpc.Bytes;

    private const uint HighResolution = 0x4;
    private const uint NoWake = 0x8;
    private const uint Notification = 0x8000_0000;

    private const string Existence = "EX_TIMER that does not exist";

    private static readonly PoolTag Tag = "ExTm";

    private readonly Dictionary<ulong, ExTimer> _timers = [];
    private ulong _dpcRoutine;

    /// <summary>ExAllocateTimer: 0 when the pool is exhausted.</summary>
    public ulong Allocate(ulong routine, ulong context, uint attributes)
    {
        if ((attributes & (HighResolution | NoWake)) == (HighResolution | NoWake))
        {
            machine.Note(new RuleBreach(
                "attributes of an EX_TIMER", "ExAllocateTimer was given EX_TIMER_HIGH_RESOLUTION and EX_TIMER_NO_WAKE, of which a timer has one at most."));
        }

        var address = machine.Pool.AllocateForKernel(POOL_TYPE.NonPagedPool, Bytes, Tag);
        if (address == 0)
        {
            return 0;
        }

        var type = (attributes & Notification) != 0 ? TIMER_TYPE.NotificationTimer : TIMER_TYPE.SynchronizationTimer;
        machine.Timers.Initialise(address, type);
        machine.Dpcs.Initialise(DpcOf(address), DpcRoutine(), address, Kdpc.DpcObject);
        _ = new Ktimer(machine, address) { Dpc = new Kdpc(machine, DpcOf(address)) };
        _timers.Add(address, new ExTimer(routine, context, (attributes & HighResolution) != 0));
        machine.Resources.Acquired(ResourceKind.ExTimer, address, Bytes, Tag);
        return address;
    }

    /// <summary>ExSetTimer: an NT due time, and a period in 100 ns or 0; true when it was set.</summary>
    public bool Set(ulong address, long dueTime, long period)
    {
        if (Find(address, "set") is not { } timer)
        {
            return false;
        }

        if (timer.IsHighResolution && dueTime >= 0)
        {
            machine.Note(new RuleBreach(
                "due time of a high-resolution timer", $"The high-resolution timer at 0x{address:X} was set for an absolute time; its time is relative."));
        }

        var due = machine.Clock.DueAt(dueTime);
        _ = new Ktimer(machine, address) { DueTime = due, Period = (uint)(period / Clock.TicksPerMillisecond) };
        return machine.Timers.Set(address, due, period);
    }

    /// <summary>ExCancelTimer: true when it was set.</summary>
    public bool Cancel(ulong address) => Find(address, "cancelled") is not null && machine.Timers.Cancel(address);

    /// <summary>The sequence of ExDeleteTimer; its result is whether the timer was set and is cancelled.</summary>
    public IEnumerator<KernelAction> Delete(ulong address, bool cancel, bool wait, (ulong Routine, ulong Context) deleted)
    {
        if (Find(address, "deleted") is not { } timer)
        {
            machine.Scheduler.Current.Result = 0;
            yield break;
        }

        if (wait && !cancel)
        {
            machine.Note(new RuleBreach("wait without cancelling", "ExDeleteTimer was called to wait for a timer that it does not cancel."));
        }

        var wasSet = cancel && machine.Timers.Cancel(address);
        timer.Deleted = deleted;
        timer.IsDeleted = true;
        machine.Resources.Released(ResourceKind.ExTimer, address);
        if (wait)
        {
            machine.Waits.RequireMayBlock();
            machine.Dpcs.Deliver();
        }

        yield return KernelAction.Run(Free(address));
        machine.Scheduler.Current.Result = wasSet ? 1UL : 0;
    }

    public void Reset()
    {
        _timers.Clear();
        _dpcRoutine = 0;
    }

    private static ulong DpcOf(ulong address) => address + Ktimer.Bytes;

    private ulong DpcRoutine() => _dpcRoutine != 0 ? _dpcRoutine
        : _dpcRoutine = machine.Images.Kernel.Add("ExpTimerDpcRoutine", (_, timer, _, _) => Expire(timer));

    private IEnumerator<KernelAction> Expire(ulong address)
    {
        if (!_timers.TryGetValue(address, out var timer))
        {
            yield break;
        }

        if (timer.Routine != 0)
        {
            timer.IsExpiring = true;
            yield return KernelAction.Invoke(RoutineKind.Timer, timer.Routine, address, timer.Context);
            timer.IsExpiring = false;
        }

        yield return KernelAction.Run(Free(address));
    }

    // A timer that is still set, queued or in its routine goes later.
    private IEnumerator<KernelAction> Free(ulong address)
    {
        if (!_timers.TryGetValue(address, out var timer) || !timer.IsDeleted || timer.IsExpiring
            || machine.Timers.Armed.Contains(address) || machine.Dpcs.Queued.Contains(DpcOf(address)))
        {
            yield break;
        }

        _timers.Remove(address);
        machine.Pool.FreeHandedOut(address, "The timer");
        if (timer.Deleted.Routine != 0)
        {
            yield return KernelAction.Invoke(RoutineKind.Callback, timer.Deleted.Routine, timer.Deleted.Context);
        }
    }

    private ExTimer? Find(ulong address, string done)
    {
        machine.Memory.Read<byte>(address);
        if (_timers.TryGetValue(address, out var timer) && !timer.IsDeleted)
        {
            return timer;
        }

        machine.Note(new RuleBreach(Existence, $"The timer at 0x{address:X} was {done}, but ExAllocateTimer did not make it or ExDeleteTimer deleted it."));
        return null;
    }

    /// <summary>One timer: what it calls, and how far its deletion has come.</summary>
    private sealed class ExTimer(ulong routine, ulong context, bool isHighResolution)
    {
        public ulong Routine { get; } = routine;

        public ulong Context { get; } = context;

        public bool IsHighResolution { get; } = isHighResolution;

        /// <summary>Its routine runs.</summary>
        public bool IsExpiring { get; set; }

        /// <summary>ExDeleteTimer was called for it.</summary>
        public bool IsDeleted { get; set; }

        /// <summary>The routine that is called when it is gone, and its context.</summary>
        public (ulong Routine, ulong Context) Deleted { get; set; }
    }
}
