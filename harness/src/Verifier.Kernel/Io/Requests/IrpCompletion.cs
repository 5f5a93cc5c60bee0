namespace Verifier.Kernel;

/// <summary>
/// IoCompleteRequest: walks up the stack, calling completion routines, to the end of the IRP (harness/docs/facts/io.md#irp-mechanics).
/// </summary>
internal sealed class IrpCompletion(Machine machine)
{
    // IO_STACK_LOCATION (harness/docs/facts/io.md#structure-layouts): Parameters; FileObject, CompletionRoutine and Context, which follow
    // one another.
    private const int Arguments = 0x08;
    private const int ArgumentBytes = 0x20;
    private const int FileObject = 0x30;
    private const int FileToContextBytes = 0x18;

    /// <summary>The sequence of IofCompleteRequest.</summary>
    public IEnumerator<KernelAction> Complete(ulong irp)
    {
        CompletionRules.Verify(machine, irp);
        machine.Resources.Released(ResourceKind.PendingIrp, irp);
        return Walk(irp);
    }

    /// <summary>Goes on upwards from the current location.</summary>
    public IEnumerator<KernelAction> Walk(ulong irp)
    {
        var step = AscendToRoutine(irp);
        if (step.Routine != 0)
        {
            return CallFrom(irp, step);
        }

        return step.IsDeferred ? KernelAction.Nothing : machine.Io.Endings.End(irp) ?? KernelAction.Nothing;
    }

    private IEnumerator<KernelAction> CallFrom(ulong irp, CompletionStep step)
    {
        while (step.Routine != 0)
        {
            var irql = machine.Irql;
            yield return KernelAction.Invoke(RoutineKind.Completion, step.Routine, step.Device, irp, step.Context);
            var status = new NTSTATUS((uint)machine.Scheduler.Current.Result);
            CompletionRules.VerifyRoutine(machine, step.Routine, irql);
            if (status == NTSTATUS.STATUS_MORE_PROCESSING_REQUIRED)
            {
                machine.Io.Frames.HandBack(irp, step.Location + 1);
                yield break;
            }

            CompletionRules.VerifyPending(machine, irp, step);
            step = step.IsTop ? step with { Routine = 0 } : AscendToRoutine(irp);
        }

        if (!step.IsDeferred && machine.Io.Endings.End(irp) is { } rest)
        {
            yield return KernelAction.Run(rest);
        }
    }

    /// <summary>Leaves locations until a routine is to be called, the walk is put off, or the top is passed.</summary>
    private CompletionStep AscendToRoutine(ulong irp)
    {
        CompletionStep step;
        do
        {
            step = Ascend(irp);
        }
        while (step is { Routine: 0, IsTop: false, IsDeferred: false });

        return step;
    }

    /// <summary>Leaves the current location: what to call before going on.</summary>
    private CompletionStep Ascend(ulong irp)
    {
        var view = new Irp(machine, irp);
        var number = view.CurrentLocation;
        if (number > view.StackCount)
        {
            view.CurrentLocation = view.StackCount + 2;
            return new CompletionStep { IsTop = true };
        }

        var location = new IoStackLocation(view.CurrentStackLocation);
        if (IsPutOff(irp, number, location))
        {
            return new CompletionStep { IsDeferred = true };
        }

        var control = location.Control;
        var status = view.Status;
        var isTop = number == view.StackCount;
        var routine = IsWanted(control, status, view.Cancel) ? location.CompletionRoutine.Address : 0;
        var context = location.Context.Address;
        view.PendingReturned = (control & SL_CONTROL.SL_PENDING_RETURNED) != 0;
        view.CurrentLocation = number + 1;
        view.CurrentStackLocation = machine.Io.Irps.LocationAddress(irp, number + 1);
        var above = isTop ? default : new IoStackLocation(view.CurrentStackLocation);
        if (routine == 0 && view.PendingReturned && !isTop)
        {
            above.Control |= SL_CONTROL.SL_PENDING_RETURNED;
        }

        Clear(location);
        machine.Io.Frames.Leave(irp, number, status, view.PendingReturned);
        return new CompletionStep
        {
            Routine = routine,
            Context = context,
            Device = isTop ? 0 : above.DeviceObject.Address,
            Location = number,
            IsTop = isTop,
            WasPending = view.PendingReturned,
        };
    }

    private static bool IsWanted(SL_CONTROL control, NTSTATUS status, bool isCancelled) =>
        (status.IsSuccess && (control & SL_CONTROL.SL_INVOKE_ON_SUCCESS) != 0)
        || (!status.IsSuccess && (control & SL_CONTROL.SL_INVOKE_ON_ERROR) != 0)
        || (isCancelled && (control & SL_CONTROL.SL_INVOKE_ON_CANCEL) != 0);

    /// <summary>Force Pending I/O: the driver above is to hear of it later, after it saw STATUS_PENDING.</summary>
    private bool IsPutOff(ulong irp, int number, IoStackLocation location)
    {
        if (machine.Io.Frames.At(irp, number) is not { DefersCompletion: true, IsDeferred: false, Returned: null } frame
            || !machine.Io.Deferred.TryPutOff(irp))
        {
            return false;
        }

        // The routine below is judged by what it did itself; only the one above sees a pending IRP.
        var isMarked = (location.Control & SL_CONTROL.SL_PENDING_RETURNED) != 0;
        frame.IsDeferred = true;
        frame.Completed = new Irp(machine, irp).Status;
        frame.WasMarkedPending = isMarked;
        location.Control |= SL_CONTROL.SL_PENDING_RETURNED;
        return true;
    }

    // The device object stays, as NT leaves it for debuggers; everything a second call could misuse goes.
    private static void Clear(IoStackLocation location)
    {
        location.MinorFunction = 0;
        location.Flags = 0;
        location.Control = 0;
        var memory = location.Pointer.Machine!.Memory;
        memory.Fill(location.Pointer + Arguments, ArgumentBytes, 0);
        memory.Fill(location.Pointer + FileObject, FileToContextBytes, 0);
    }
}

/// <summary>One step up the stack.</summary>
internal readonly record struct CompletionStep
{
    /// <summary>The completion routine to call, or 0.</summary>
    public ulong Routine { get; init; }

    public ulong Context { get; init; }

    /// <summary>The device object the routine is told: that of the next-higher location, 0 at the top.</summary>
    public ulong Device { get; init; }

    /// <summary>The location just left.</summary>
    public int Location { get; init; }

    /// <summary>There is no location above.</summary>
    public bool IsTop { get; init; }

    /// <summary>The location just left was marked pending.</summary>
    public bool WasPending { get; init; }

    /// <summary>The walk stops here and goes on later.</summary>
    public bool IsDeferred { get; init; }
}
