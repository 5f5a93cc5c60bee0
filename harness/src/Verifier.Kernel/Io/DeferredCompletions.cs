namespace Verifier.Kernel;

/// <summary>
/// Force Pending I/O (facts/driver-verifier.md §11): completions that are held back for a millisecond and then go on from a DPC. All of
/// them are, not a random part, so that a run stays the same run (decision D4).
/// </summary>
internal sealed class DeferredCompletions(Machine machine)
{
    private const ulong DpcOffset = 0x40;
    private const ulong Bytes = 0x80;
    private const long DelayTicks = Clock.TicksPerMillisecond;
    private const byte DpcObject = 19;

    private static readonly PoolTag Tag = "VfIo";

    private readonly Queue<ulong> _irps = new();
    private ulong _timer;

    /// <summary>Holds the completion of an IRP back; false when the pool has nothing left for the timer.</summary>
    public bool TryPutOff(ulong irp)
    {
        if (_timer == 0 && !TryCreateTimer())
        {
            return false;
        }

        _irps.Enqueue(irp);
        if (_irps.Count == 1)
        {
            machine.Timers.Set(_timer, machine.Clock.Now + DelayTicks, 0);
        }

        return true;
    }

    public void Reset()
    {
        _irps.Clear();
        _timer = 0;
    }

    private bool TryCreateTimer()
    {
        _timer = machine.Pool.AllocateForKernel(POOL_TYPE.NonPagedPool, Bytes, Tag);
        if (_timer == 0)
        {
            return false;
        }

        machine.Dispatcher.Initialize(_timer, DispatcherType.NotificationTimer, 0x40, 0);
        machine.Memory.Write(_timer + 0x30, _timer + DpcOffset);
        machine.Memory.Write(_timer + DpcOffset, DpcObject);
        machine.Memory.Write(_timer + DpcOffset + 0x18, machine.Images.Kernel.Add("VfDeferredCompletionDpc", (_, _, _, _) => GoOn()));
        return true;
    }

    private IEnumerator<KernelAction> GoOn()
    {
        while (_irps.TryDequeue(out var irp))
        {
            yield return KernelAction.Run(machine.Io.Completion.Walk(irp));
        }
    }
}
