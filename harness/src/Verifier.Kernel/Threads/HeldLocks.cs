namespace Verifier.Kernel;

/// <summary>
/// The locks that threads hold, and the orders in which locks have ever been taken: the ledger's Lock entries and Driver Verifier's
/// deadlock detection (0xC4/0x1000 to 0x100B, harness/docs/facts/bugchecks.md#driver-verifier-rules).
/// </summary>
internal sealed class HeldLocks(Machine machine)
{
    private readonly List<HeldLock> _held = [];
    private readonly Dictionary<ulong, List<ulong>> _takenAfter = [];

    /// <summary>Locks that are held now, in the order in which they were taken.</summary>
    public IReadOnlyList<HeldLock> All => _held;

    /// <summary>Locks that a thread holds.</summary>
    public IEnumerable<HeldLock> HeldBy(SimulatedThread thread) => _held.Where(h => h.Thread == thread);

    /// <summary>True if the thread holds it.</summary>
    public bool Holds(SimulatedThread thread, ulong address) => IndexOf(thread, address) >= 0;

    /// <summary>A lock is made new: held it must not be, and what was known of its order is forgotten.</summary>
    public void Initialised(ulong address, LockKind kind)
    {
        var index = _held.FindIndex(h => h.Address == address);
        if (index >= 0)
        {
            var holder = (ulong)_held[index].Thread.Id;
            Report(
                Stops.DriverVerifier.LockInitialisedTwice(address, holder, Dispatcher.OwnerId(machine.Scheduler.Current)),
                $"The {Word(kind)} at 0x{address:X} was initialised again while it is held.");
            _held.RemoveAt(index);
            machine.Resources.Released(ResourceKind.Lock, address);
        }

        if (_takenAfter.Count > 0)
        {
            Forget(address, 1);
        }
    }

    /// <summary>The running thread is about to take a lock that it may have to wait for.</summary>
    public void Acquiring(ulong address, LockKind kind)
    {
        if (!machine.Verifies(DriverVerifierOptions.DeadlockDetection))
        {
            return;
        }

        var thread = machine.Scheduler.Current;
        if (Holds(thread, address))
        {
            Report(
                Stops.DriverVerifier.SelfDeadlock(address, address, Dispatcher.OwnerId(machine.Scheduler.Current)),
                $"The thread waits for the {Word(kind)} at 0x{address:X}, which it holds itself.");
            return;
        }

        foreach (var held in HeldBy(thread))
        {
            if (IsTakenAfter(address, held.Address, []))
            {
                Report(
                    Stops.DriverVerifier.WrongOrder(address, held.Address, Dispatcher.OwnerId(machine.Scheduler.Current)),
                    $"The {Word(kind)} at 0x{address:X} is taken while the {Word(held.Kind)} at "
                    + $"0x{held.Address:X} is held; elsewhere they are taken in the opposite order, so two threads can block each other.");
            }
        }
    }

    /// <summary>The running thread has it.</summary>
    public void Acquired(ulong address, LockKind kind)
    {
        var thread = machine.Scheduler.Current;
        if (machine.Verifies(DriverVerifierOptions.DeadlockDetection))
        {
            foreach (var held in HeldBy(thread))
            {
                NoteOrder(held.Address, address);
            }
        }

        _held.Add(new HeldLock(address, kind, thread));
        machine.Resources.Acquired(ResourceKind.Lock, address);
    }

    /// <summary>The running thread gives it back; one that it does not hold is reported, and false returned.</summary>
    public bool Released(ulong address, LockKind kind) => ReleasedBy(machine.Scheduler.Current, address, kind);

    /// <summary>The same for any thread.</summary>
    public bool ReleasedBy(SimulatedThread thread, ulong address, LockKind kind)
    {
        var index = IndexOf(thread, address);
        if (index < 0)
        {
            ReportNotHeld(address, kind, thread);
            return false;
        }

        CheckReleaseOrder(index);
        Remove(index);
        return true;
    }

    /// <summary>A thread ended: the locks that it still holds can never be released.</summary>
    public void ThreadEnded(SimulatedThread thread)
    {
        while (_held.Find(h => h.Thread == thread) is { } left)
        {
            var text = $"Thread \"{thread.Name}\" ended while it holds the {Word(left.Kind)} at 0x{left.Address:X}.";
            Report(Stops.DriverVerifier.OwnerEnded(left.Address, (ulong)thread.Id, Dispatcher.OwnerId(machine.Scheduler.Current)), text);
            _held.Remove(left);
        }
    }

    /// <summary>Memory is freed or unloaded: no lock in it may be held.</summary>
    public void Freed(ulong address, ulong bytes)
    {
        // Most frees happen with no lock held or known; a search then would only make garbage.
        if (_held.Count > 0)
        {
            ReportHeldIn(address, bytes);
        }

        if (_takenAfter.Count > 0)
        {
            Forget(address, bytes);
        }
    }

    private void ReportHeldIn(ulong address, ulong bytes)
    {
        // A resource is reported as such: deadlock detection does not watch them.
        if (_held.Find(h => h.Address - address < bytes && h.Kind != LockKind.Resource) is { } inside)
        {
            var text = $"The {Word(inside.Kind)} at 0x{inside.Address:X} is in freed memory and still held.";
            var acquired = Resource.OriginOf($"the {Word(inside.Kind)}", machine.Resources.Find(ResourceKind.Lock, inside.Address));
            _held.Remove(inside);
            var violation = new ProtocolViolation(
                Stops.DriverVerifier.LockFreedWhileHeld(
                    inside.Address, (ulong)inside.Thread.Id, Dispatcher.OwnerId(machine.Scheduler.Current)),
                text);
            machine.Violate(violation with { About = acquired is { } made ? [made] : [] }, DriverVerifierOptions.DeadlockDetection);
        }
    }

    public void Reset()
    {
        _held.Clear();
        _takenAfter.Clear();
    }

    /// <summary>A breach that only deadlock detection would stop for.</summary>
    public void Report(BugCheck stop, string text, IReadOnlyList<Origin>? about = null) => machine.Violate(
        new ProtocolViolation(stop, text)
        {
            About = about ?? [],
        },
        DriverVerifierOptions.DeadlockDetection);

    public static string Word(LockKind kind) => kind switch
    {
        LockKind.SpinLock or LockKind.QueuedSpinLock => "spin lock",
        LockKind.Mutex => "mutex",
        LockKind.FastMutex => "fast mutex",
        LockKind.GuardedMutex => "guarded mutex",
        _ => "resource",
    };

    private void Remove(int index)
    {
        var address = _held[index].Address;
        _held.RemoveAt(index);
        if (IndexOf(null, address) < 0)
        {
            machine.Resources.Released(ResourceKind.Lock, address);
        }
    }

    private void ReportNotHeld(ulong address, LockKind kind, SimulatedThread thread)
    {
        if (_held.FindLast(h => h.Address == address) is { } other)
        {
            machine.Violate(
                new ProtocolViolation(
                    Stops.DriverVerifier.WrongThread(address, Dispatcher.OwnerId(other.Thread), Dispatcher.OwnerId(thread)),
                    $"The {Word(kind)} at 0x{address:X} is released by thread \"{thread.Name}\"; \"{other.Thread.Name}\" acquired it."),
                DriverVerifierOptions.DeadlockDetection);
            return;
        }

        var freed = machine.Freed.Find(address);
        var why = freed is { } place ? $"; {place.Words}" : string.Empty;
        Report(
            Stops.DriverVerifier.LockNotAcquired(address, (ulong)thread.Id, Dispatcher.OwnerId(machine.Scheduler.Current)),
            $"The {Word(kind)} at 0x{address:X} is released but the thread does not hold it{why}.",
            FreedMemory.About(freed));
    }

    /// <summary>
    /// Deadlock detection wants locks released in the reverse order of their acquisition. Without it that is no fault: it cannot block
    /// a thread by itself. Resources are not watched (harness/docs/facts/driver-verifier.md#options).
    /// </summary>
    private void CheckReleaseOrder(int index)
    {
        var last = _held.Count - 1;
        if (index == last || !machine.Verifies(DriverVerifierOptions.DeadlockDetection) || _held[index].Kind == LockKind.Resource)
        {
            return;
        }

        while (_held[last].Thread != _held[index].Thread || _held[last].Kind == LockKind.Resource)
        {
            last--;
        }

        var (released, expected) = (_held[index], _held[last]);
        if (expected.Address != released.Address)
        {
            Report(
                Stops.DriverVerifier.WrongReleaseOrder(released.Address, expected.Address, Dispatcher.OwnerId(machine.Scheduler.Current)),
                $"The {Word(released.Kind)} at 0x{released.Address:X} is released before the {Word(expected.Kind)} at "
                + $"0x{expected.Address:X}, which was acquired after it.");
        }
    }

    /// <summary>
    /// The place of the lock that was taken last of those at an address and of a thread (null: of any); -1 when there is none.
    /// </summary>
    private int IndexOf(SimulatedThread? thread, ulong address)
    {
        for (var i = _held.Count - 1; i >= 0; i--)
        {
            if (_held[i].Address == address && (thread is null || _held[i].Thread == thread))
            {
                return i;
            }
        }

        return -1;
    }

    private void NoteOrder(ulong first, ulong second)
    {
        if (!_takenAfter.TryGetValue(first, out var after))
        {
            _takenAfter[first] = after = [];
        }

        if (first != second && !after.Contains(second))
        {
            after.Add(second);
        }
    }

    /// <summary>
    /// True if <paramref name="second"/> has ever been taken, directly or over others, while <paramref name="first"/> was held.
    /// </summary>
    private bool IsTakenAfter(ulong first, ulong second, HashSet<ulong> seen) =>
        seen.Add(first)
        && _takenAfter.TryGetValue(first, out var after)
        && (after.Contains(second) || after.Exists(next => IsTakenAfter(next, second, seen)));

    private void Forget(ulong address, ulong bytes)
    {
        foreach (var first in _takenAfter.Keys.Where(k => k - address < bytes).ToArray())
        {
            _takenAfter.Remove(first);
        }

        foreach (var after in _takenAfter.Values)
        {
            after.RemoveAll(second => second - address < bytes);
        }
    }
}
