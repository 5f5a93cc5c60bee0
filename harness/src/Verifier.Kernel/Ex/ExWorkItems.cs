namespace Verifier.Kernel;

/// <summary>
/// WORK_QUEUE_ITEM, the driver's own memory: list links, routine, parameter (harness/docs/facts/io.md#work-items-and-threads,
/// #structure-layouts). Its link tells whether it is queued; a second time is 0x96. Worker threads are those of the I/O manager's work
/// items.
/// </summary>
internal sealed class ExWorkItems(Machine machine) : IObjectKeeper
{
    private const int Routine = 0x10;
    private const int Parameter = 0x18;

    private readonly List<ulong> _queued = [];
    private readonly List<ulong> _busyRoutines = [];

    /// <summary>ExQueueWorkItem.</summary>
    public void Queue(ulong item, WORK_QUEUE_TYPE type)
    {
        RequireNonPaged(item);
        if (machine.Memory.Read<ulong>(item) != 0 || _queued.Contains(item))
        {
            var place = machine.Freed.Find(item);
            throw machine.BugCheck(
                Stops.InvalidWorkQueueItem(item, (ulong)type, 0, machine.Memory.Read<ulong>(item + Routine)),
                $"The work item at 0x{item:X} was queued{(place is { } freed ? $", but {freed.Words}" : " twice, or never initialised")}.",
                FreedMemory.About(place));
        }

        ListEntries.Initialise(machine, item);
        _queued.Add(item);
        machine.Watch.Add(item);
        machine.Resources.Acquired(ResourceKind.WorkItem, item);
        _busyRoutines.Add(machine.Memory.Read<ulong>(item + Routine));
        machine.Io.Workers.Queue(() => Run(item), machine.Scheduler.Current.Activity);
    }

    /// <summary>Items that are queued, their routines not begun.</summary>
    public IReadOnlyList<ulong> Queued => _queued;

    /// <summary>True if a routine of the driver's is queued or running.</summary>
    public bool AreBusy(DriverImage driver) => _busyRoutines.Exists(driver.HasCode);

    /// <inheritdoc/>
    public IEnumerable<LivingObject> LivingIn(MemoryEnd end) => _queued.Where(end.Contains).Select(item => new LivingObject(
        ObjectFamily.WorkItem,
        item,
        "which is queued",
        Resource.OriginOf("the work item", machine.Resources.Find(ResourceKind.WorkItem, item))));

    public void Reset()
    {
        _queued.Clear();
        _busyRoutines.Clear();
    }

    private IEnumerator<KernelAction> Run(ulong item)
    {
        _queued.Remove(item);
        machine.Watch.Remove(item);
        machine.Resources.Released(ResourceKind.WorkItem, item);
        var routine = machine.Memory.Read<ulong>(item + Routine);
        var parameter = machine.Memory.Read<ulong>(item + Parameter);
        machine.Memory.Write(item, 0UL);
        yield return KernelAction.Invoke(RoutineKind.WorkItem, routine, parameter);
        WorkerRules.Verify(machine, routine, parameter, item);
        _busyRoutines.Remove(routine);
    }

    private void RequireNonPaged(ulong item)
    {
        var page = item - RegionLayout.VirtualBase;
        if (page < HostRegion.Bytes && machine.Pages.Kinds[page >> machine.Pages.Shift] == PageKind.Paged)
        {
            machine.Violate(
                new ProtocolViolation(Stops.DriverVerifier.PageableWorkItem(item), $"The work item at 0x{item:X} is in pageable memory."),
                DriverVerifierOptions.MiscellaneousChecks);
        }
    }
}
