namespace Verifier.Kernel;

/// <summary>
/// The addresses of device queues. The kernel keeps no list of them, but the requests that wait in one are linked to it: when its memory
/// goes, no routine can find them or take them out any more.
/// </summary>
internal sealed class DeviceQueues(Machine machine) : IObjectKeeper
{
    private const ulong EntryInIrp = 0x78;

    private readonly HashSet<ulong> _known = [];

    /// <summary>KeInitializeDeviceQueue.</summary>
    public void Initialise(ulong queue)
    {
        if (machine.SyncObjects.IsPageable(queue))
        {
            machine.Note(new RuleBreach("pageable device queue", $"The device queue at 0x{queue:X} is in pageable memory; its storage must be resident."));
        }

        DeviceQueue.Initialize(machine, queue);
        if (_known.Add(queue))
        {
            machine.Watch.Add(queue);
        }
    }

    /// <summary>Device queues in memory that goes away in which requests wait.</summary>
    public IEnumerable<LivingObject> LivingIn(MemoryEnd end)
    {
        ulong[] own = end.Device == 0 ? [] : [new DeviceObject(machine, end.Device).DeviceQueue];
        return from queue in _known.Where(end.Contains).Order().Concat(own)
               let requests = RequestsIn(queue)
               where requests > 0
               select new LivingObject(
                   ObjectFamily.DeviceQueue, queue, $"in which {requests} {(requests == 1 ? "request waits" : "requests wait")}", null);
    }

    /// <summary>Forgets the queues in memory that is gone.</summary>
    public void MemoryGone(MemoryEnd end)
    {
        foreach (var queue in _known.Where(end.Contains).ToArray())
        {
            _known.Remove(queue);
            machine.Watch.Remove(queue);
        }
    }

    public void Reset() => _known.Clear();

    // Only IRPs that exist count: entries of another kind are the driver's own, and may go together with the queue.
    private int RequestsIn(ulong queue)
    {
        var head = queue + DeviceQueue.ListHead;
        var at = machine.Memory.Read<ulong>(head);
        var count = 0;
        while (at != head && machine.Io.Irps.Find(at - EntryInIrp) is { IsComplete: false } && count < machine.Io.Irps.LiveCount)
        {
            count++;
            at = machine.Memory.Read<ulong>(at);
        }

        return count;
    }
}
