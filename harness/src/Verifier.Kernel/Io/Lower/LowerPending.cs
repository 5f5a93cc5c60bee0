namespace Verifier.Kernel;

/// <summary>Requests that the device below has not answered yet: they wait for their time, or for ever. All can be cancelled.</summary>
internal sealed class LowerPending(Machine machine)
{
    private static readonly PoolTag Tag = "PnpL";

    private readonly List<(ulong Irp, LowerRule Rule, long Due)> _waiting = [];
    private ulong _timer;
    private ulong _cancelRoutine;

    /// <summary>The sequence of keeping a request; one that was cancelled already is completed at once.</summary>
    public IEnumerator<KernelAction> Keep(ulong irp, LowerRule rule)
    {
        var view = new Irp(machine, irp);
        if (view.Cancel)
        {
            return Complete(irp, NTSTATUS.STATUS_CANCELLED);
        }

        if (!TryCreateTimer())
        {
            return Complete(irp, NTSTATUS.STATUS_INSUFFICIENT_RESOURCES);
        }

        var location = new IoStackLocation(view.CurrentStackLocation);
        location.Control |= SL_CONTROL.SL_PENDING_RETURNED;
        machine.Io.Cancellation.Exchange(irp, _cancelRoutine);
        _waiting.Add((irp, rule, rule.StaysPending ? WaitRequest.Forever : machine.Clock.Now + rule.DelayTicks));
        SetTimer();
        return Pending();
    }

    public void Reset()
    {
        _waiting.Clear();
        (_timer, _cancelRoutine) = (0, 0);
    }

    private IEnumerator<KernelAction> Pending()
    {
        machine.Scheduler.Current.Result = NTSTATUS.STATUS_PENDING.Value;
        yield break;
    }

    private bool TryCreateTimer()
    {
        if (_timer == 0)
        {
            _timer = KernelTimer.Create(machine, Tag, "PiLowerDeviceDpc", AnswerDue);
            _cancelRoutine = machine.Images.Kernel.Add("PiLowerDeviceCancel", (_, irp, _, _) => Cancel(irp));
        }

        return _timer != 0;
    }

    private void SetTimer()
    {
        using var work = new KernelWork(machine);
        var next = _waiting.Min(w => (long?)w.Due);
        if (next is { } due and not WaitRequest.Forever)
        {
            machine.Timers.Set(_timer, due, 0);
        }
    }

    private IEnumerator<KernelAction> AnswerDue()
    {
        for (var i = NextDue(); i >= 0; i = NextDue())
        {
            var (irp, rule, _) = _waiting[i];
            _waiting.RemoveAt(i);
            machine.Io.Cancellation.Exchange(irp, 0);
            machine.Caller = null;
            machine.Io.Lower.Fill(irp, rule);
            yield return KernelAction.Run(machine.Io.Completion.Complete(irp));
        }

        SetTimer();
    }

    private int NextDue() => _waiting.FindIndex(w => w.Due <= machine.Clock.Now);

    private IEnumerator<KernelAction> Cancel(ulong irp)
    {
        machine.Io.Cancellation.Release(new Irp(machine, irp).CancelIrql);
        _waiting.RemoveAll(w => w.Irp == irp);
        machine.Caller = null;
        return Complete(irp, NTSTATUS.STATUS_CANCELLED);
    }

    private IEnumerator<KernelAction> Complete(ulong irp, NTSTATUS status)
    {
        _ = new Irp(machine, irp) { Status = status, Information = 0 };
        yield return KernelAction.Run(machine.Io.Completion.Complete(irp));
        machine.Scheduler.Current.Result = status.Value;
    }
}
