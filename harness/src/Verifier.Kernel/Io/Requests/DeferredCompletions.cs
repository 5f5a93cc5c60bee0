namespace Verifier.Kernel;

/// <summary>
/// Completions that come a millisecond later from a DPC: those that Force Pending I/O holds back
/// (harness/docs/facts/driver-verifier.md#force-pending-io; all of them, not a random part, so that a run stays the same run,
/// ARCHITECTURE.md D4), and those of a slow bus.
/// </summary>
internal sealed class DeferredCompletions(Machine machine)
{
    private const long DelayTicks = Clock.TicksPerMillisecond;

    private static readonly PoolTag Tag = "VfIo";

    private readonly Queue<(ulong Irp, bool IsNew)> _irps = new();
    private ulong _timer;

    /// <summary>Holds the completion of an IRP back; false when the pool has nothing left for the timer.</summary>
    public bool TryPutOff(ulong irp) => TryEnqueue(irp, isNew: false);

    /// <summary>Completes an IRP, from the beginning, later; false when the pool has nothing left for the timer.</summary>
    public bool TryCompleteLater(ulong irp) => TryEnqueue(irp, isNew: true);

    /// <summary>True if the completion of this IRP is held back, while its sender has been told STATUS_PENDING.</summary>
    public bool Holds(ulong irp) => _irps.Contains((irp, false));

    public void Reset()
    {
        _irps.Clear();
        _timer = 0;
    }

    private bool TryEnqueue(ulong irp, bool isNew)
    {
        if (_timer == 0 && !TryCreateTimer())
        {
            return false;
        }

        using var work = new KernelWork(machine);
        _irps.Enqueue((irp, isNew));
        if (_irps.Count == 1)
        {
            machine.Timers.Set(_timer, machine.Clock.Now + DelayTicks, 0);
        }

        return true;
    }

    private bool TryCreateTimer()
    {
        _timer = KernelTimer.Create(machine, Tag, "VfDeferredCompletionDpc", GoOn);
        return _timer != 0;
    }

    private IEnumerator<KernelAction> GoOn()
    {
        while (_irps.TryDequeue(out var next))
        {
            machine.Caller = null;
            var completion = machine.Io.Completion;
            yield return KernelAction.Run(next.IsNew ? completion.Complete(next.Irp) : completion.Walk(next.Irp));
        }
    }
}
