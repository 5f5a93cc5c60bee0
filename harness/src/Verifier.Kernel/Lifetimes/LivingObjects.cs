namespace Verifier.Kernel;

/// <summary>
/// Asks each part of the kernel what it still knows in a range of memory. Most lists are short, and <see cref="MemoryWatch"/> has said before
/// that one of them has something near.
/// </summary>
internal static class LivingObjects
{
    public static IEnumerable<LivingObject> In(Machine machine, MemoryEnd end) =>
    [
        .. machine.SharedResources.ActiveIn(end).Order().Select(r => new LivingObject(
            ObjectFamily.Resource, r, "which was not deleted", machine.SharedResources.OriginOf(r))),
        .. TimersIn(machine, end),
        .. machine.Dpcs.Queued.Where(end.Contains).Select(d => new LivingObject(
            ObjectFamily.Dpc, d, "which is queued", Held(machine, "the DPC", ResourceKind.Dpc, d))),
        .. machine.Lookasides.In(end).Select(l => new LivingObject(
            ObjectFamily.LookasideList, l, "which was not deleted", Held(machine, "the lookaside list", ResourceKind.LookasideList, l))),
        .. machine.WorkItems.Queued.Concat(machine.Io.WorkItems.QueuedInDriversMemory).Where(end.Contains).Select(i => new LivingObject(
            ObjectFamily.WorkItem, i, "which is queued", Held(machine, "the work item", ResourceKind.WorkItem, i))),
        .. machine.Io.WorkItems.InitialisedIn(end).Select(i => new LivingObject(
            ObjectFamily.InitialisedWorkItem, i, "which was not uninitialised", null)),
        .. machine.Io.RemoveLocks.HeldIn(end),
        .. machine.Io.CancelSafeQueues.UsedIn(end),
        .. machine.Io.DeviceQueues.FilledIn(end),
        .. machine.Io.Interrupts.LocksIn(end),
        .. RequestsIn(machine, end),
        .. WaitersIn(machine, end),
    ];

    private static IEnumerable<LivingObject> TimersIn(Machine machine, MemoryEnd end)
    {
        foreach (var (timer, dpc) in machine.Timers.Known)
        {
            var origin = Held(machine, "the timer", ResourceKind.Timer, timer);
            if (end.Contains(timer))
            {
                yield return new LivingObject(ObjectFamily.Timer, timer, "which is set", origin);
            }
            else if (dpc != 0 && end.Contains(dpc))
            {
                yield return new LivingObject(ObjectFamily.Dpc, dpc, $"which the timer at 0x{timer:X} will queue", origin);
            }
        }
    }

    // Requests that a driver built and waits for; asked of stacks at completion (harness/docs/facts/bugchecks.md#io-verification-rules).
    private static IEnumerable<LivingObject> RequestsIn(Machine machine, MemoryEnd end)
    {
        if (end.Kind == MemoryEndKind.Stack)
        {
            yield break;
        }

        foreach (var record in machine.Io.Irps.Live.Where(r => r is { IsComplete: false } && (r.Event | r.StatusBlock) != 0))
        {
            var irp = new Irp(machine, record.Address);
            if (irp.CurrentLocation > irp.StackCount)
            {
                continue;
            }

            var state = $"which the request at 0x{record.Address:X} under way will be completed to";
            if (end.Contains(record.StatusBlock))
            {
                yield return new LivingObject(ObjectFamily.StatusBlock, record.StatusBlock, state, null);
            }
            else if (end.Contains(record.Event))
            {
                yield return new LivingObject(ObjectFamily.RequestEvent, record.Event, state, null);
            }
        }
    }

    private static IEnumerable<LivingObject> WaitersIn(Machine machine, MemoryEnd end) =>
        from thread in machine.Scheduler.Waiting
        from address in thread.Wait!.Objects
        where end.Contains(address)
        select new LivingObject(ObjectFamily.Waiter, address, $"for which thread \"{thread.Name}\" waits", null);

    private static Origin? Held(Machine machine, string what, ResourceKind kind, ulong key) =>
        Resource.OriginOf(what, machine.Resources.Find(kind, key));
}
