namespace Verifier.Kernel;

/// <summary>
/// IO_WORKITEMs (harness/docs/facts/io.md#work-items-and-threads): the object they belong to is referenced from the queueing until the
/// routine has returned, so that its driver stays.
/// </summary>
internal sealed class WorkItems(Machine machine) : IObjectKeeper
{
    /// <summary>Bytes of an IO_WORKITEM, opaque to drivers (our choice).</summary>
    public const uint Bytes = 0x40;


    private static readonly PoolTag Tag = "IoWI";

    private readonly Dictionary<ulong, WorkItem> _items = [];
    private readonly List<ulong> _busyObjects = [];

    /// <summary>IoAllocateWorkItem: 0 when the pool is exhausted.</summary>
    public ulong Allocate(ulong ioObject)
    {
        var address = machine.Pool.AllocateForKernel(POOL_TYPE.NonPagedPool, Bytes, Tag);
        if (address != 0)
        {
            machine.Memory.Write(address + 0x20, ioObject);
            _items[address] = new WorkItem(address, ioObject);
            machine.Resources.Acquired(ResourceKind.WorkItem, address, Bytes, Tag);
        }

        return address;
    }

    /// <summary>IoInitializeWorkItem: one in the driver's own memory, which must be nonpaged (0xC4/0x131).</summary>
    public void Initialise(ulong ioObject, ulong address)
    {
        machine.Memory.Fill(address, Bytes, 0);
        if (machine.Pages.Kinds[machine.Pages.PageOf(address)] == PageKind.Paged)
        {
            machine.Violate(new ProtocolViolation(
                Stops.DriverVerifier.PageableWorkItem(address), $"The work item at 0x{address:X} is in pageable memory."));
        }

        if (Find(address) is { IsInDriversMemory: false })
        {
            machine.Note(new RuleBreach(
                "work item initialised again", $"IoInitializeWorkItem was given the work item at 0x{address:X}, which IoAllocateWorkItem made and initialised."));
            return;
        }

        if (Find(address) is null)
        {
            machine.Watch.Add(address);
        }

        _items[address] = new WorkItem(address, ioObject) { IsInDriversMemory = true };
    }

    /// <summary>IoUninitializeWorkItem: the memory is the driver's own again; not while it is queued.</summary>
    public void Uninitialise(ulong address)
    {
        Take(address, "was uninitialised").IsFreed = true;
        machine.Watch.Remove(address);
    }

    /// <summary>IoQueueWorkItem and IoQueueWorkItemEx: 0x96 when it is queued already or was freed.</summary>
    public void Queue(ulong address, ulong routine, ulong context, bool isExtended)
    {
        if (Find(address) is not { IsQueued: false } item)
        {
            throw Invalid(address, routine, _items.ContainsKey(address) ? "was queued twice" : "was queued but does not exist");
        }

        if (item.IsInDriversMemory && machine.Freed.LooksFreed(address))
        {
            FreedObjects.Report(machine, address, "work item");
        }

        if (!isExtended && machine.Io.Drivers.Find(item.IoObject) is not null)
        {
            machine.Note(new RuleBreach(
                "work item of a driver object", $"IoQueueWorkItem was given the work item at 0x{address:X} of a driver object; it takes those of device objects."));
        }

        Reference(item.IoObject);
        (item.Routine, item.Context, item.IsExtended) = (routine, context, isExtended);
        item.Activity = machine.Scheduler.Current.Activity;
        item.IsQueued = true;
        if (item.IsInDriversMemory)
        {
            machine.Watch.Add(address);
        }

        machine.Io.Workers.Queue(item);
    }

    /// <summary>IoFreeWorkItem: allowed in its own routine, not while it is queued.</summary>
    public void Free(ulong address)
    {
        Take(address, "was freed").IsFreed = true;
        machine.Resources.Released(ResourceKind.WorkItem, address);
        machine.Pool.FreeForKernel(address);
    }

    /// <summary>The sequence of a worker's work with an item.</summary>
    public IEnumerator<KernelAction> Run(WorkItem item)
    {
        if (item.IsFreed)
        {
            throw Invalid(item.Address, item.Routine, "was freed while it was queued");
        }

        // From here on the routine may queue the item again or free it.
        item.IsQueued = false;
        if (item.IsInDriversMemory)
        {
            machine.Watch.Remove(item.Address);
        }

        var (routine, context, ioObject) = (item.Routine, item.Context, item.IoObject);
        yield return item.IsExtended
            ? KernelAction.Invoke(RoutineKind.WorkItem, routine, ioObject, context, item.Address)
            : KernelAction.Invoke(RoutineKind.WorkItem, routine, ioObject, context);
        WorkerRules.Verify(machine, routine, context, item.Address);
        Dereference(ioObject);
    }

    /// <inheritdoc/>
    public IEnumerable<LivingObject> LivingIn(MemoryEnd end) =>
    [
        .. InMemory(end, isQueued: true).Select(item => new LivingObject(
            ObjectFamily.WorkItem,
            item,
            "which is queued",
            Resource.OriginOf("the work item", machine.Resources.Find(ResourceKind.WorkItem, item)))),
        .. InMemory(end, isQueued: false).Select(item => new LivingObject(
            ObjectFamily.InitialisedWorkItem, item, "which was not uninitialised", null)),
    ];

    /// <summary>Forgets the items in memory that is gone that are not queued.</summary>
    public void MemoryGone(MemoryEnd end)
    {
        foreach (var address in InMemory(end, isQueued: false).ToArray())
        {
            _items.Remove(address);
            machine.Watch.Remove(address);
        }
    }

    /// <summary>True if a work item of one of the driver's objects is queued or running.</summary>
    public bool AreBusy(LoadedDriver driver) => _busyObjects.Exists(
        o => o == driver.DriverObject || machine.Io.Devices.Find(o)?.Owner == driver.Image);

    public void Reset()
    {
        _items.Clear();
        _busyObjects.Clear();
    }

    // Items in drivers' own memory that are queued, their routines not begun; or that IoInitializeWorkItem made and IoUninitializeWorkItem
    // did not end.
    private IEnumerable<ulong> InMemory(MemoryEnd end, bool isQueued) => _items.Values
        .Where(i => i.IsInDriversMemory && i.IsQueued == isQueued && end.Contains(i.Address))
        .Select(i => i.Address)
        .Order();

    private WorkItem? Find(ulong address) => _items.GetValueOrDefault(address);

    private WorkItem Take(ulong address, string what) =>
        _items.Remove(address, out var item) ? item : throw Invalid(address, 0, $"{what} but does not exist");

    private void Reference(ulong ioObject)
    {
        if (!machine.Io.Devices.TryReference(ioObject) && machine.Io.Drivers.Find(ioObject) is null)
        {
            const long reference = 1;
            machine.Violate(new ProtocolViolation(
                Stops.DriverVerifier.IllegalReferenceCount(ioObject, reference),
                $"A work item was queued for {machine.Io.Devices.Describe(ioObject)}, which does not exist any more."));
        }

        _busyObjects.Add(ioObject);
    }

    private void Dereference(ulong ioObject)
    {
        machine.Io.Devices.TryDereference(ioObject);
        _busyObjects.Remove(ioObject);
        machine.Scheduler.WakeSatisfied();
    }

    private Exception Invalid(ulong address, ulong routine, string what)
    {
        var place = machine.Freed.Find(address);
        var freed = place is { } known ? $": {known.Words}" : string.Empty;
        return machine.BugCheck(
            Stops.InvalidWorkQueueItem(address, 0, 0, routine), $"The work item at 0x{address:X} {what}{freed}.", FreedMemory.About(place));
    }
}
