namespace Verifier.Kernel;

/// <summary>The processor's DPC queue: KDPC objects in simulated memory, run at DISPATCH_LEVEL in queue order.</summary>
internal sealed class DpcQueue(Machine machine)
{
    private const int DeferredRoutine = 0x18;
    private const int DeferredContext = 0x20;
    private const int SystemArgument1 = 0x28;
    private const int SystemArgument2 = 0x30;
    private const int DpcData = 0x38;

    private readonly List<ulong> _queue = [];

    public bool HasWork => _queue.Count > 0;

    /// <summary>KDPCs that are queued now.</summary>
    public IReadOnlyList<ulong> Queued => _queue;

    /// <summary>Is a DPC running?</summary>
    public bool IsRunning { get; private set; }

    /// <summary>KeInsertQueueDpc: false when it is queued already.</summary>
    public bool Insert(ulong dpc, ulong argument1, ulong argument2)
    {
        if (_queue.Contains(dpc))
        {
            return false;
        }

        machine.Memory.Write(dpc + SystemArgument1, argument1);
        machine.Memory.Write(dpc + SystemArgument2, argument2);
        machine.Memory.Write(dpc + DpcData, 1UL);
        _queue.Add(dpc);
        return true;
    }

    /// <summary>KeRemoveQueueDpc: false when it was not queued.</summary>
    public bool Remove(ulong dpc) => _queue.Remove(dpc);

    /// <summary>Fires due timers and runs queued DPCs, if the IRQL allows.</summary>
    public void Deliver()
    {
        if (machine.Irql < KIRQL.DISPATCH_LEVEL)
        {
            machine.Timers.Expire();
            Drain();
        }
    }

    /// <summary>Runs queued DPCs, if the IRQL allows.</summary>
    public void Drain()
    {
        if (machine.Irql >= KIRQL.DISPATCH_LEVEL)
        {
            return;
        }

        while (_queue.Count > 0)
        {
            var dpc = _queue[0];
            _queue.RemoveAt(0);
            Run(dpc);
        }
    }

    public void Reset()
    {
        _queue.Clear();
        IsRunning = false;
    }

    private void Run(ulong dpc)
    {
        var memory = machine.Memory;
        var interrupted = (machine.Irql, machine.Caller, machine.Scheduler.Current.Result);
        machine.Irql = KIRQL.DISPATCH_LEVEL;
        IsRunning = true;
        var finished = machine.Executor.Guard(() =>
        {
            memory.Write(dpc + DpcData, 0UL);
            var routine = memory.Read<ulong>(dpc + DeferredRoutine);
            machine.Executor.Invoke(
                routine,
                dpc,
                memory.Read<ulong>(dpc + DeferredContext),
                memory.Read<ulong>(dpc + SystemArgument1),
                memory.Read<ulong>(dpc + SystemArgument2));
            if (machine.Irql != KIRQL.DISPATCH_LEVEL)
            {
                const ulong callout = 2;
                var word = ((ulong)machine.Irql << 16) | ((ulong)KIRQL.DISPATCH_LEVEL << 8) | callout;
                throw machine.BugCheck(BugCheckCode.IRQL_UNEXPECTED_VALUE, word, routine, dpc);
            }
        });
        IsRunning = false;
        if (!finished || machine.IsStopped)
        {
            // The interrupted driver code must not get a chance to catch what went wrong in the DPC.
            throw MachineStopped.Instance;
        }

        (machine.Irql, machine.Caller, machine.Scheduler.Current.Result) = interrupted;
    }
}
