namespace Verifier.Kernel;

/// <summary>
/// FAST_MUTEX and KGUARDED_MUTEX: a count, an owner and an event for waiters (harness/docs/facts/io.md#structure-layouts). A fast mutex
/// keeps APCs away by raising to APC_LEVEL, a guarded one by a guarded region, an unsafe acquisition leaves that to its caller.
/// </summary>
internal sealed class ExSyncFastMutexes(Machine machine)
{

    /// <summary>ExInitializeFastMutex, KeInitializeGuardedMutex.</summary>
    public void Initialise(ulong mutex, LockKind kind)
    {
        machine.SyncObjects.RequireNonPaged(mutex, HeldLocks.Word(kind));
        machine.SyncObjects.RequireAligned(mutex, HeldLocks.Word(kind));
        machine.Locks.Initialised(mutex, kind);
        machine.Memory.Fill(mutex, SizeOf.FAST_MUTEX, 0);
        var view = new FastMutexView(machine, mutex) { Count = 1 };
        machine.Events.Initialise(view.Event.Pointer, EVENT_TYPE.SynchronizationEvent, signalled: false);
    }

    /// <summary>The sequence of the acquire routines.</summary>
    public IEnumerator<KernelAction> Acquire(ulong mutex, LockKind kind, bool isUnsafe)
    {
        CheckAcquire(mutex, kind, isUnsafe);
        CheckGuarded(mutex, kind, isUnsafe);
        RequireNotOwner(mutex, kind);
        var old = KeepApcsAway(kind, isUnsafe);
        var view = new FastMutexView(machine, mutex);
        var count = view.Count - 1;
        view.Count = count;
        if (count < 0)
        {
            return Contend(mutex, kind, old, isUnsafe);
        }

        Take(mutex, kind, old, isUnsafe);
        return KernelAction.Nothing;
    }

    /// <summary>The try routines: false if the mutex is owned.</summary>
    public bool TryAcquire(ulong mutex, LockKind kind)
    {
        CheckAcquire(mutex, kind, isUnsafe: false);
        var view = new FastMutexView(machine, mutex);
        if (view.Count != 1)
        {
            return false;
        }

        view.Count = 0;
        Take(mutex, kind, KeepApcsAway(kind, isUnsafe: false), isUnsafe: false);
        return true;
    }

    /// <summary>The release routines.</summary>
    public void Release(ulong mutex, LockKind kind, bool isUnsafe)
    {
        CheckRelease(mutex, kind, isUnsafe);
        CheckPair(mutex, kind, isUnsafe);
        machine.Locks.Released(mutex, kind);
        var view = new FastMutexView(machine, mutex);
        var old = view.OldIrql;
        var count = view.Count + 1;
        view.Owner = 0;
        view.Count = count;
        if (count <= 0)
        {
            machine.Dispatcher.Signal(view.Event.Pointer, 1);
        }

        if (isUnsafe)
        {
            return;
        }

        if (kind == LockKind.GuardedMutex)
        {
            machine.CriticalRegions.LeaveGuarded();
        }
        else
        {
            machine.Processor.Lower(old);
        }
    }

    private IEnumerator<KernelAction> Contend(ulong mutex, LockKind kind, KIRQL old, bool isUnsafe)
    {
        var view = new FastMutexView(machine, mutex);
        view.Contention++;
        yield return KernelAction.Run(machine.Waits.ForSingle(view.Event.Pointer, KPROCESSOR_MODE.KernelMode, alertable: false, timeout: 0));
        Take(mutex, kind, old, isUnsafe);
    }

    private KIRQL KeepApcsAway(LockKind kind, bool isUnsafe)
    {
        var old = machine.Irql;
        if (!isUnsafe && kind == LockKind.GuardedMutex)
        {
            machine.CriticalRegions.EnterGuarded();
        }
        else if (!isUnsafe)
        {
            machine.Irql = old < KIRQL.APC_LEVEL ? KIRQL.APC_LEVEL : old;
        }

        return old;
    }

    private void Take(ulong mutex, LockKind kind, KIRQL old, bool isUnsafe)
    {
        _ = new FastMutexView(machine, mutex)
        {
            Owner = Dispatcher.OwnerId(machine.Scheduler.Current),
            OldIrql = old,
            AcquiredUnsafely = isUnsafe,
        };
        machine.Locks.Acquired(mutex, kind);
        machine.Scheduler.Current.Result = 0;
    }

    /// <summary>
    /// A fast mutex is not recursive: 0xC4/0x1000 with deadlock detection, 0xBF from Windows 8 on, a hang before (our reading).
    /// </summary>
    private void RequireNotOwner(ulong mutex, LockKind kind)
    {
        machine.Locks.Acquiring(mutex, kind);
        var thread = machine.Scheduler.Current;
        if (!machine.Locks.Holds(thread, mutex))
        {
            return;
        }

        throw machine.Profile.Version >= WindowsVersion.Windows8
            ? machine.BugCheck(Stops.MutexAlreadyOwned(mutex, thread.ThreadObject))
            : machine.Hang($"The thread waits for ever for the {HeldLocks.Word(kind)} at 0x{mutex:X}, which it holds itself.");
    }

    private void CheckAcquire(ulong mutex, LockKind kind, bool isUnsafe)
    {
        machine.SyncObjects.RequireNonPaged(mutex, HeldLocks.Word(kind));
        if (isUnsafe && !machine.CriticalRegions.AreApcsKeptAway)
        {
            Report(
                Stops.DriverVerifier.UnsafeAcquiredWithApcs(machine.Irql, machine.Scheduler.Current.ApcDisable, mutex),
                $"An unsafe acquisition of the {HeldLocks.Word(kind)} needs APCs disabled.");
        }
        else if (machine.Irql > KIRQL.APC_LEVEL)
        {
            var level = machine.IrqlName;
            machine.Violate(new ProtocolViolation(
                Stops.DriverVerifier.FastMutexAcquiredAboveApc(machine.Irql, mutex),
                $"The {HeldLocks.Word(kind)} was acquired at {level}; that is allowed up to APC_LEVEL."));
        }
    }

    /// <summary>An unsafe guarded mutex needs all APCs kept away; a critical region keeps normal ones away only.</summary>
    private void CheckGuarded(ulong mutex, LockKind kind, bool isUnsafe)
    {
        if (isUnsafe && kind == LockKind.GuardedMutex && machine.CriticalRegions is { AreApcsKeptAway: true, AreAllApcsDisabled: false })
        {
            machine.Note(new RuleBreach(
                "unsafe guarded mutex outside a guarded region",
                $"The guarded mutex at 0x{mutex:X} is acquired unsafely in a critical region; it needs a guarded region or APC_LEVEL."));
        }
    }

    /// <summary>
    /// A mutex that an unsafe routine acquired an unsafe one releases, and the other way round ("ExReleaseFastMutexUnsafe (wdm.h)").
    /// </summary>
    private void CheckPair(ulong mutex, LockKind kind, bool isUnsafe)
    {
        var acquiredUnsafely = new FastMutexView(machine, mutex).AcquiredUnsafely;
        if (kind == LockKind.FastMutex && acquiredUnsafely != isUnsafe && machine.Locks.Holds(machine.Scheduler.Current, mutex))
        {
            var (acquired, released) = acquiredUnsafely ? ("an unsafe", "a safe") : ("a safe", "an unsafe");
            machine.Note(new RuleBreach(
                "fast mutex released by another kind of routine",
                $"The fast mutex at 0x{mutex:X} was acquired by {acquired} routine and is released by {released} one."));
        }
    }

    private void CheckRelease(ulong mutex, LockKind kind, bool isUnsafe)
    {
        var level = machine.IrqlName;
        if (isUnsafe && machine.Irql > KIRQL.APC_LEVEL)
        {
            var text = $"The {HeldLocks.Word(kind)} was released at {level}; that is allowed up to APC_LEVEL.";
            Report(Stops.DriverVerifier.UnsafeReleasedWithApcs(machine.Irql, machine.Scheduler.Current.ApcDisable, mutex), text);
        }
        else if (isUnsafe && !machine.CriticalRegions.AreApcsKeptAway)
        {
            Report(
                Stops.DriverVerifier.UnsafeReleasedWithApcs(machine.Irql, machine.Scheduler.Current.ApcDisable, mutex),
                $"An unsafe release of the {HeldLocks.Word(kind)} needs APCs disabled.");
        }
        else if (!isUnsafe && kind == LockKind.FastMutex && machine.Irql != KIRQL.APC_LEVEL)
        {
            Report(
                Stops.DriverVerifier.FastMutexReleasedNotAtApc(machine.Irql, machine.Scheduler.Current.ApcDisable, mutex),
                $"The fast mutex was released at {level}; it is held at APC_LEVEL.");
        }
        else if (!isUnsafe && machine.Irql > KIRQL.APC_LEVEL)
        {
            IrqlCheck.Report(machine, Ddis.KeReleaseGuardedMutex);
        }
    }

    private void Report(BugCheck stop, string text) => machine.Violate(new ProtocolViolation(stop, text));
}
