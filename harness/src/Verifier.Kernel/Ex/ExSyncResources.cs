namespace Verifier.Kernel;

/// <summary>
/// ERESOURCE: many readers or one writer, recursive. The structure is opaque to drivers; who owns it is kept here by address
/// (0xE3, 0xC4/0x37, 0x38, 0x3D, 0xD0 to 0xD2; harness/docs/facts/bugchecks.md#stop-codes, #driver-verifier-rules).
/// </summary>
internal sealed class ExSyncResources(Machine machine) : IObjectKeeper
{
    private readonly Dictionary<ulong, ExSyncResourceState> _resources = [];

    /// <summary>ExInitializeResourceLite.</summary>
    public NTSTATUS Initialise(ulong resource)
    {
        machine.SyncObjects.RequireNonPaged(resource, "resource");
        if (machine.Freed.LooksFreed(resource))
        {
            FreedObjects.Report(machine, resource, "resource");
        }

        if (resource % (ulong)machine.Profile.PointerBytes != 0)
        {
            Report(Stops.DriverVerifier.ResourceUnaligned(resource), $"The resource at 0x{resource:X} is not aligned.");
        }

        if (_resources.ContainsKey(resource))
        {
            Report(
                Stops.DriverVerifier.ResourceReinitialised(resource),
                $"The resource at 0x{resource:X} was initialised again without being deleted.");
        }

        machine.Memory.Fill(resource, SizeOf.ERESOURCE, 0);
        ListEntries.Initialise(machine, resource);
        if (!IsOnList(resource))
        {
            machine.Watch.Add(resource);
        }

        _resources[resource] = new ExSyncResourceState { InitialisedBy = new Origin("the resource", machine.CurrentDdi?.Name, machine.Call.Number) };
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>ExReinitializeResourceLite: an initialised resource without owners becomes new.</summary>
    public NTSTATUS Reinitialise(ulong resource)
    {
        _resources[resource] = new ExSyncResourceState { InitialisedBy = OriginOf(resource) };
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>ExDeleteResourceLite.</summary>
    public NTSTATUS Delete(ulong resource)
    {
        if (!Forget(resource))
        {
            var place = machine.Freed.Find(resource);
            Report(
                Stops.DriverVerifier.ResourceNeverInitialised(resource),
                $"The resource at 0x{resource:X} is deleted, but {place?.Words ?? "it was never initialised, or is deleted already"}.",
                FreedMemory.About(place));
        }

        machine.Locks.Freed(resource, 1);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>The sequence of the acquire routines; 1 when it was acquired, 0 when it was not free and the caller did not wait.</summary>
    public IEnumerator<KernelAction> Acquire(ulong resource, bool exclusive, bool wait, bool starveExclusive = false)
    {
        CheckApcs(Stops.DriverVerifier.ResourceAcquiredWithApcs, resource, "acquired");
        machine.SyncObjects.RequireNonPaged(resource, "resource");
        var thread = machine.Scheduler.Current;
        var state = Find(resource);
        var taken = TryTake(state, thread, exclusive, starveExclusive);
        if (!taken && wait)
        {
            machine.Waits.RequireMayBlock();
            CountWaiter(state, exclusive, 1);
            yield return KernelAction.Block(WaitRequest.For(
                $"the resource at 0x{resource:X}", () => TryTakeForWaiter(state, thread, exclusive, starveExclusive)));
            taken = true;
        }

        if (taken && state.CountOf(thread) == 1)
        {
            machine.Locks.Acquired(resource, LockKind.Resource);
        }

        thread.Result = taken ? 1UL : 0;
    }

    /// <summary>ExReleaseResourceLite.</summary>
    public void Release(ulong resource)
    {
        CheckApcs(Stops.DriverVerifier.ResourceReleasedWithApcs, resource, "released");
        Release(resource, machine.Scheduler.Current);
    }

    /// <summary>ExReleaseResourceForThreadLite: the thread is named by its thread object, and may have ended.</summary>
    public void ReleaseForThread(ulong resource, ulong threadObject)
    {
        CheckApcs(Stops.DriverVerifier.ResourceReleasedWithApcs, resource, "released");
        Release(resource, machine.Scheduler.FindEver(threadObject) ?? throw NotOwned(resource, threadObject));
    }

    /// <summary>ExConvertExclusiveToSharedLite.</summary>
    public void ConvertToShared(ulong resource)
    {
        RequireOwner(resource, machine.Scheduler.Current);
        if (!Find(resource).IsExclusive)
        {
            machine.Note(new RuleBreach(
                "conversion of a shared resource",
                $"The resource at 0x{resource:X} is converted from exclusive to shared access by a thread that has shared access only."));
        }

        Find(resource).BecomeShared();
        machine.Scheduler.WakeSatisfied();
    }

    /// <summary>The number of times that the running thread owns it, shared or alone.</summary>
    public int CountOf(ulong resource) => Find(resource).CountOf(machine.Scheduler.Current);

    public bool IsExclusive(ulong resource) => Find(resource).IsExclusive && CountOf(resource) > 0;

    public int Waiters(ulong resource, bool exclusive) => exclusive ? Find(resource).ExclusiveWaiters : Find(resource).SharedWaiters;

    /// <summary>
    /// Resources in memory that goes away that were initialised and not deleted: the system's list of resources has them.
    /// </summary>
    public IEnumerable<LivingObject> LivingIn(MemoryEnd end) => _resources.Keys.Where(r => end.Contains(r) && IsOnList(r)).Order()
        .Select(r => new LivingObject(ObjectFamily.Resource, r, "which was not deleted", OriginOf(r)));

    /// <inheritdoc/>
    public void Lost(ulong address) => Forget(address);

    /// <summary>The call that initialised a resource; null when none did.</summary>
    public Origin? OriginOf(ulong resource) => _resources.GetValueOrDefault(resource)?.InitialisedBy;

    /// <summary>The resource is deleted, or its memory is gone; false when there was none.</summary>
    public bool Forget(ulong resource)
    {
        if (IsOnList(resource))
        {
            machine.Watch.Remove(resource);
        }

        return _resources.Remove(resource);
    }

    public void Reset() => _resources.Clear();

    private bool IsOnList(ulong resource) => OriginOf(resource) is not null;

    private static bool TryTake(ExSyncResourceState state, SimulatedThread thread, bool exclusive, bool starveExclusive)
    {
        var can = exclusive ? state.CanTakeExclusive(thread) : state.CanTakeShared(thread, starveExclusive);
        if (can)
        {
            state.Take(thread, exclusive);
        }

        return can;
    }

    // Whom it is given to waits no more, even before the thread runs.
    private static bool TryTakeForWaiter(ExSyncResourceState state, SimulatedThread thread, bool exclusive, bool starveExclusive)
    {
        var isTaken = TryTake(state, thread, exclusive, starveExclusive);
        CountWaiter(state, exclusive, isTaken ? -1 : 0);
        return isTaken;
    }

    private static void CountWaiter(ExSyncResourceState state, bool exclusive, int change)
    {
        state.ExclusiveWaiters += exclusive ? change : 0;
        state.SharedWaiters += exclusive ? 0 : change;
    }

    private ExSyncResourceState Find(ulong resource)
    {
        if (!_resources.TryGetValue(resource, out var state))
        {
            var place = machine.Freed.Find(resource);
            machine.Locks.Report(
                Stops.DriverVerifier.LockNeverInitialised(resource, 0, Dispatcher.OwnerId(machine.Scheduler.Current)),
                $"The resource at 0x{resource:X} is used, but {place?.Words ?? "it was never initialised"}.",
                FreedMemory.About(place));
            _resources[resource] = state = new ExSyncResourceState();
        }

        return state;
    }

    private void Release(ulong resource, SimulatedThread thread)
    {
        RequireOwner(resource, thread);
        if (Find(resource).Release(thread))
        {
            machine.Locks.ReleasedBy(thread, resource, LockKind.Resource);
        }

        machine.Scheduler.WakeSatisfied();
    }

    private void RequireOwner(ulong resource, SimulatedThread thread)
    {
        if (Find(resource).CountOf(thread) == 0)
        {
            throw NotOwned(resource, thread.ThreadObject);
        }
    }

    private Exception NotOwned(ulong resource, ulong thread) => machine.BugCheck(
        Stops.ResourceNotOwned(resource, thread, 0), $"The resource at 0x{resource:X} is released by a thread that does not own it.");

    private void CheckApcs(Func<KIRQL, long, ulong, BugCheck> stop, ulong resource, string what)
    {
        var thread = machine.Scheduler.Current;
        if (machine.Irql <= KIRQL.APC_LEVEL && !thread.IsSystem && !machine.CriticalRegions.AreApcsKeptAway)
        {
            var text = $"The resource at 0x{resource:X} is {what} with normal kernel APCs enabled; enter a critical region first.";
            Report(stop(machine.Irql, thread.ApcDisable, resource), text);
        }
    }

    private void Report(BugCheck stop, string text, IReadOnlyList<Origin>? about = null) =>
        machine.Violate(new ProtocolViolation(stop, text)
        {
            About = about ?? [],
        });
}
