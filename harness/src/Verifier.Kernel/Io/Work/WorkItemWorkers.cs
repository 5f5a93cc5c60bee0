namespace Verifier.Kernel;

/// <summary>
/// The system worker threads that run work items, in queue order: another one is made when all are busy, up to a few (our choice).
/// </summary>
internal sealed class WorkItemWorkers(Machine machine)
{
    private const int MostWorkers = 8;

    private readonly Queue<(Func<IEnumerator<KernelAction>> Work, int Activity)> _queue = new();
    private readonly Stack<SimulatedThread> _idle = new();
    private int _workers;

    /// <summary>Hands an item to a worker, which runs when the running thread gives way.</summary>
    public void Queue(WorkItem item) => Queue(() => machine.Io.WorkItems.Run(item), item.Activity);

    /// <summary>Hands a sequence to a worker, on behalf of what the running thread works for.</summary>
    public void Queue(Func<IEnumerator<KernelAction>> work, int activity)
    {
        _queue.Enqueue((work, activity));
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
            while (_queue.TryDequeue(out var next))
            {
                var thread = machine.Scheduler.Current;
                thread.Activity = next.Activity;
                Operation.Run(machine, next.Work());
                thread.Activity = -1;
            }

            _idle.Push(machine.Scheduler.Current);
            machine.Scheduler.Park();
        }
    }
}
