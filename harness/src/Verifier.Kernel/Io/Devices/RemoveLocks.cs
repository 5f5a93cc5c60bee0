namespace Verifier.Kernel;

/// <summary>
/// Remove locks: IO_REMOVE_LOCK_COMMON_BLOCK in the driver's memory (harness/docs/facts/io.md#remove-locks-and-device-objects,
/// #structure-layouts). As in a free build the lock only counts; the tags are what Driver Verifier looks at from Vista on
/// (harness/docs/facts/bugchecks.md#driver-verifier-rules, 0xD5 to 0xD7).
/// </summary>
internal sealed class RemoveLocks(Machine machine) : IObjectKeeper
{
    private const int Removed = 0x00;
    private const int Count = 0x04;
    private const int Event = 0x08;


    private readonly List<Acquisition> _held = [];
    private readonly HashSet<ulong> _known = [];
    private ulong _nextNumber = 1;

    /// <summary>IoInitializeRemoveLock.</summary>
    public void Initialise(ulong address)
    {
        ReportFreed(address);
        if (_known.Contains(address) && IsInUse(address))
        {
            machine.Violate(
                new ProtocolViolation(
                    Stops.DriverVerifier.RemoveLockReinitialised(address, address),
                    $"The remove lock at 0x{address:X} was initialised again while it is in use."),
                DriverVerifierOptions.IoVerification,
                fatal: machine.Profile.Version >= WindowsVersion.Windows7);
        }

        ForgetAll(address);
        if (_known.Add(address))
        {
            machine.Watch.Add(address);
        }

        machine.Memory.Write(address + Removed, 0);
        machine.Memory.Write(address + Count, 1);
        machine.Events.Initialise(address + Event, EVENT_TYPE.SynchronizationEvent, signalled: false);
    }

    /// <summary>IoAcquireRemoveLock: STATUS_DELETE_PENDING once the device is being removed.</summary>
    public NTSTATUS Acquire(ulong address, ulong tag)
    {
        ReportFreed(address);
        Add(address, 1);
        if (machine.Memory.Read<byte>(address + Removed) != 0)
        {
            SignalIfUnused(address, Add(address, -1));
            return NTSTATUS.STATUS_DELETE_PENDING;
        }

        var number = _nextNumber++;
        _held.Add(new Acquisition(address, tag, number));
        machine.Resources.Acquired(ResourceKind.RemoveLock, number);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>IoReleaseRemoveLock.</summary>
    public void Release(ulong address, ulong tag)
    {
        Forget(address, tag, (at, used, _) => Stops.DriverVerifier.RemoveLockWrongTag(at, used), "IoReleaseRemoveLock");
        SignalIfUnused(address, Add(address, -1));
    }

    /// <summary>
    /// The sequence of IoReleaseRemoveLockAndWait: the lock is not acquired any more, and all acquisitions must be released.
    /// </summary>
    public IEnumerator<KernelAction> ReleaseAndWait(ulong address, ulong tag)
    {
        Forget(address, tag, Stops.DriverVerifier.RemoveLockAndWaitWrongTag, "IoReleaseRemoveLockAndWait");
        machine.Memory.Write(address + Removed, (byte)1);
        Add(address, -1);
        var left = Add(address, -1);
        if (left > 0)
        {
            var words = $"{Counted.Of(left, "release")} of the remove lock at 0x{address:X}";
            yield return KernelAction.Block(WaitRequest.For(words, () => machine.Dispatcher.SignalState(address + Event) > 0));
        }
    }

    /// <summary>Locks in memory that goes away whose acquisitions were not all released: a release to come touches that memory.</summary>
    public IEnumerable<LivingObject> LivingIn(MemoryEnd end) =>
        from held in _held
        where end.Contains(held.Lock)
        group held by held.Lock into held
        orderby held.Key
        let first = held.First()
        let times = held.Count() == 1 ? "an acquisition of which was" : $"{held.Count()} acquisitions of which were"
        select new LivingObject(
            ObjectFamily.RemoveLock,
            held.Key,
            $"{times} not released",
            Resource.OriginOf("the acquisition", machine.Resources.Find(ResourceKind.RemoveLock, first.Number)));

    /// <summary>Forgets the locks in memory that is gone, and their acquisitions, which have been reported.</summary>
    public void MemoryGone(MemoryEnd end)
    {
        foreach (var address in _known.Where(end.Contains).ToArray())
        {
            _known.Remove(address);
            ForgetAll(address);
            machine.Watch.Remove(address);
        }
    }

    public void Reset()
    {
        _held.Clear();
        _known.Clear();
        _nextNumber = 1;
    }

    /// <summary>
    /// Initialised, and not overwritten since: memory that was used for something else meanwhile shows that. A lock that was waited for
    /// stays in use ("IoReleaseRemoveLockAndWait macro (wdm.h)").
    /// </summary>
    private bool IsInUse(ulong address) =>
        machine.Memory.Read<byte>(address + Removed) is <= 1 and var removed
        && machine.Memory.Read<int>(address + Count) == 1 - removed + _held.Count(h => h.Lock == address)
        && ListEntries.IsEmpty(machine, new DispatcherHeader(machine, address + Event).WaitListHead);

    private void ReportFreed(ulong address)
    {
        if (machine.Freed.LooksFreed(address))
        {
            FreedObjects.Report(machine, address, "remove lock");
        }
    }

    private int Add(ulong address, int change)
    {
        var count = machine.Memory.Read<int>(address + Count) + change;
        machine.Memory.Write(address + Count, count);
        return count;
    }

    private void SignalIfUnused(ulong address, int count)
    {
        if (count == 0)
        {
            machine.Events.Set(address + Event);
        }
    }

    /// <summary>Ends the newest acquisition with the tag; when none has it, the newest of all, which is a breach.</summary>
    private void Forget(ulong address, ulong tag, Func<ulong, ulong, ulong, BugCheck> stop, string routine)
    {
        var index = _held.FindLastIndex(h => h.Lock == address && h.Tag == tag);
        if (index < 0)
        {
            index = _held.FindLastIndex(h => h.Lock == address);
            ReportTag(address, tag, index < 0 ? null : _held[index].Tag, stop, routine);
        }

        if (index >= 0)
        {
            machine.Resources.Released(ResourceKind.RemoveLock, _held[index].Number);
            _held.RemoveAt(index);
        }
    }

    private void ReportTag(ulong address, ulong tag, ulong? previous, Func<ulong, ulong, ulong, BugCheck> stop, string routine)
    {
        var place = previous is null ? machine.Freed.Find(address) : null;
        var why = previous is { } acquired
            ? $"with the tag 0x{tag:X}, with which it was not acquired; the last acquisition had 0x{acquired:X}"
            : place is { } freed ? $"without an acquisition: {freed.Words}" : "without an acquisition";
        machine.Violate(
            new ProtocolViolation(
                stop(address, tag, previous ?? 0), $"{routine} released the remove lock at 0x{address:X} {why}.")
            {
                About = FreedMemory.About(place),
            },
            DriverVerifierOptions.IoVerification,
            fatal: machine.Profile.Version >= WindowsVersion.Vista);
    }

    private void ForgetAll(ulong address)
    {
        foreach (var left in _held.Where(h => h.Lock == address))
        {
            machine.Resources.Released(ResourceKind.RemoveLock, left.Number);
        }

        _held.RemoveAll(h => h.Lock == address);
    }

    /// <summary>One acquisition: which lock, the driver's tag, and a number that names it in the ledger.</summary>
    private readonly record struct Acquisition(ulong Lock, ulong Tag, ulong Number);
}
