namespace Verifier.Kernel;

/// <summary>
/// IoForwardIrpSynchronously: passes an IRP on with a completion routine of the kernel's own, and waits for it. The IRP is the driver's again then.
/// </summary>
internal sealed class ForwardedIrps(Machine machine)
{
    private readonly Dictionary<ulong, bool> _isDone = [];
    private ulong _next;
    private ulong _routine;

    /// <summary>The sequence of the routine: its result is FALSE when the IRP has no location left.</summary>
    public IEnumerator<KernelAction> Forward(ulong device, ulong irp)
    {
        var view = new Irp(machine, irp);
        if (view.CurrentLocation <= 1)
        {
            machine.Scheduler.Current.Result = 0;
            yield break;
        }

        var number = ++_next;
        _isDone.Add(number, false);
        PrepareNext(view, number);
        yield return KernelAction.Run(machine.Io.Calls.Call(device, irp));
        if (new NTSTATUS((uint)machine.Scheduler.Current.Result) == NTSTATUS.STATUS_PENDING && !_isDone[number])
        {
            machine.Waits.RequireMayBlock();
            yield return KernelAction.Block(WaitRequest.For($"the request at 0x{irp:X} that was passed on", () => _isDone[number]));
        }

        _isDone.Remove(number);
        machine.Scheduler.Current.Result = 1;
    }

    public void Reset()
    {
        _isDone.Clear();
        (_next, _routine) = (0, 0);
    }

    private void PrepareNext(Irp irp, ulong number)
    {
        var current = irp.CurrentStackLocation;
        var next = new IoStackLocation(current - IoStackLocation.Bytes);
        machine.Memory.Move(next.Pointer, current, IoStackLocation.CompletionRoutineOffset);
        _routine = _routine != 0 ? _routine : machine.Images.Kernel.Add("IopSynchronousCompletion", (_, _, context, _) => Complete(context));
        next.CompletionRoutine = new Pointer(machine, _routine);
        next.Context = new Pointer(machine, number);
        next.Control = SL_CONTROL.SL_INVOKE_ON_SUCCESS | SL_CONTROL.SL_INVOKE_ON_ERROR | SL_CONTROL.SL_INVOKE_ON_CANCEL;
    }

    private IEnumerator<KernelAction> Complete(ulong number)
    {
        _isDone[number] = true;
        machine.Scheduler.WakeSatisfied();
        machine.Scheduler.Current.Result = NTSTATUS.STATUS_MORE_PROCESSING_REQUIRED.Value;
        yield break;
    }
}
