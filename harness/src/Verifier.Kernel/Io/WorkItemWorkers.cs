namespace Verifier.Kernel;

/// <summary>
/// The system worker threads that run work items, in queue order: another one is made when all are busy, up to a few (our choice).
/// </summary>
internal sealed class WorkItemWorkers(Machine machine)
{
    private const int MostWorkers = 8;

    private readonly Queue<WorkItem> _queue = new();
    private readonly Stack<SimulatedThread> _idle = new();
    private int _workers;

    /// <summary>Hands an item to a worker, which runs when the running thread gives way.</summary>
    public void Queue(WorkItem item)
    {
        _queue.Enqueue(item);
        if (_idle.TryPop(out var worker))
        {
            machine.Scheduler.Unpark(worker);
        }
        else if (_workers < MostWorkers)
        {
            _workers++;
            machine.Scheduler.Create("system worker", isSystem: true, Work);
        }
    }

    public void Reset()
    {
        _queue.Clear();
        _idle.Clear();
        _workers = 0;
    }

    private void Work()
    {
        while (true)
        {
            while (_queue.TryDequeue(out var item))
            {
                var thread = machine.Scheduler.Current;
                thread.Activity = item.Activity;
                Operation.Run(machine, machine.Io.WorkItems.Run(item));
                thread.Activity = -1;
            }

            _idle.Push(machine.Scheduler.Current);
            machine.Scheduler.Park();
        }
    }
}
