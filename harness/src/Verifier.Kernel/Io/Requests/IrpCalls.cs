namespace Verifier.Kernel;

/// <summary>IoCallDriver: hands an IRP to the next driver's dispatch routine (harness/docs/facts/io.md#irp-mechanics).</summary>
internal sealed class IrpCalls(Machine machine)
{
    /// <summary>The sequence of IofCallDriver; its result is the NTSTATUS that the caller gets.</summary>
    public IEnumerator<KernelAction> Call(ulong device, ulong irp)
    {
        var routine = Enter(device, irp);
        var frame = machine.Io.Frames.Begin(irp, device, routine, Defers(irp));
        var hasReturned = false;
        try
        {
            yield return KernelAction.Invoke(RoutineKind.Dispatch, routine, device, irp);
            hasReturned = true;
        }
        finally
        {
            if (!hasReturned)
            {
                machine.Io.Frames.Abandon(frame);
            }
        }

        var status = Leave(frame, new NTSTATUS((uint)machine.Scheduler.Current.Result));
        machine.Scheduler.Current.Result = status.Value;
    }

    /// <summary>Moves the IRP down one location; the dispatch routine to call.</summary>
    private ulong Enter(ulong device, ulong irp)
    {
        CallRules.Verify(machine, device, irp);
        var view = new Irp(machine, irp);
        var location = view.CurrentLocation - 1;
        if (location <= 0)
        {
            CallRules.OutOfLocations(machine, irp);
            throw machine.BugCheck(
                Stops.NoMoreIrpStackLocations(irp), "IoCallDriver was called with an IRP that has no stack location left.");
        }

        if (machine.Io.Frames.Running(irp, machine.Caller) is { } sender)
        {
            sender.HasPassedOn = true;
            sender.WasPassedOn = true;
        }

        view.CurrentLocation = location;
        view.CurrentStackLocation = machine.Io.Irps.LocationAddress(irp, location);
        var stack = new IoStackLocation(view.CurrentStackLocation) { DeviceObject = new DeviceObject(machine, device) };
        machine.Resources.Released(ResourceKind.PendingIrp, irp);
        if (stack.MajorFunction == IRP_MJ.IRP_MJ_POWER)
        {
            machine.Io.Power.Seen(irp, device);
        }

        return stack.DeviceObject.DriverObject.GetMajorFunction(stack.MajorFunction);
    }

    /// <summary>
    /// Force Pending I/O holds completions back that the sender has asked to hear of
    /// (harness/docs/facts/driver-verifier.md#force-pending-io).
    /// </summary>
    private bool Defers(ulong irp)
    {
        if (machine.Caller is null || !machine.Verifies(DriverVerifierOptions.ForcePendingIoRequests))
        {
            return false;
        }

        var view = new Irp(machine, irp);
        const SL_CONTROL asked = SL_CONTROL.SL_INVOKE_ON_CANCEL | SL_CONTROL.SL_INVOKE_ON_ERROR | SL_CONTROL.SL_INVOKE_ON_SUCCESS;
        return (new IoStackLocation(view.CurrentStackLocation).Control & asked) != 0 || !view.UserEvent.IsNull;
    }

    private NTSTATUS Leave(long id, NTSTATUS status)
    {
        if (machine.Io.Frames.Find(id) is not { } frame)
        {
            return status;
        }

        CallRules.VerifyReturn(machine, frame);
        machine.Io.Frames.Return(frame, status);
        return frame.IsDeferred ? NTSTATUS.STATUS_PENDING : status;
    }
}
