namespace Verifier.Kernel;

/// <summary>
/// The checks of I/O verification when an IRP is passed on and when a dispatch routine returns
/// (harness/docs/facts/bugchecks.md#io-verification-rules).
/// </summary>
internal static class CallRules
{
    /// <summary>Before IoCallDriver does anything.</summary>
    public static void Verify(Machine machine, ulong device, ulong irp)
    {
        if (machine.Io.Irps.WasFreed(irp) || machine.Memory.Read<short>(irp) != (short)IO_TYPE.IO_TYPE_IRP)
        {
            Report(machine, Stops.IoManager.SentNoIrp(irp), "IoCallDriver was given something that is no IRP, or no longer one.");
        }

        VerifyDevice(machine, device);
        if (machine.Irql > KIRQL.DISPATCH_LEVEL)
        {
            Report(machine, Stops.IoManager.SentAboveDispatch(device, machine.Irql, 0), $"IoCallDriver was called at {machine.IrqlName}.");
        }

        if (machine.Caller is not null)
        {
            VerifySender(machine, device, irp);
        }
    }

    /// <summary>There is no location left for the next driver; without I/O verification it is 0x35 at once.</summary>
    public static void OutOfLocations(Machine machine, ulong irp)
    {
        if (machine.Verifies(DriverVerifierOptions.IoVerification))
        {
            Report(
                machine,
                Stops.IoManager.NoLocationLeft(machine.CurrentRoutine, irp),
                "IoCallDriver was called with an IRP that has no stack location left.");
        }
    }

    /// <summary>A dispatch routine returned: IRQL and APCs as they were.</summary>
    public static void VerifyReturn(Machine machine, DispatchFrame frame)
    {
        if (machine.Irql != frame.Irql)
        {
            var after = machine.Irql;
            machine.Irql = frame.Irql;
            machine.Violate(
                new ProtocolViolation(
                    Stops.IoManager.IrqlChanged(frame.Device, frame.Irql, after),
                    $"{machine.Images.NameOf(frame.Routine)} was called at {frame.Irql} and returned at {after} ({frame.Request})."),
                DriverVerifierOptions.IoVerification);
        }

        if (frame is { HasPassedOn: true, Completed: null, Driver: not null } && !machine.Io.Irps.WasFreed(frame.Irp))
        {
            VerifyCancelRoutine(machine, frame);
        }

        var now = machine.Scheduler.Current.ApcDisable;
        if (now != frame.ApcDisable)
        {
            machine.Violate(
                new ProtocolViolation(
                    Stops.DriverVerifier.DispatchChangedApcs(frame.Routine, now, frame.ApcDisable),
                    $"{machine.Images.NameOf(frame.Routine)} returned with another APC disable count than it was called with ({frame.Request})."),
                DriverVerifierOptions.IoVerification);
        }
    }

    /// <summary>A driver below has the IRP: a cancel routine of the one above may be in place of its own.</summary>
    private static void VerifyCancelRoutine(Machine machine, DispatchFrame frame)
    {
        var irp = new Irp(machine, frame.Irp);
        var routine = irp.CancelRoutine.Address;
        if (routine != 0 && machine.Images.RoutineAt(routine)?.Image == frame.Driver
            && machine.Io.Frames.At(frame.Irp, irp.CurrentLocation)?.Driver != frame.Driver)
        {
            Report(
                machine,
                Stops.IoManager.SetWhileBelow(routine, frame.Irp),
                $"The cancel routine {machine.Images.NameOf(routine)} was set for an IRP that another driver below still has.");
        }
    }

    private static void VerifyDevice(Machine machine, ulong device)
    {
        if (machine.Io.Devices.Find(device) is not null)
        {
            return;
        }

        if (device == 0)
        {
            Report(machine, Stops.IoManager.NullDevice(machine.CurrentRoutine, 0), "IoCallDriver was given NULL as device object.");
            machine.Memory.Read<short>(device);
        }

        const string text = "IoCallDriver was given a device object that was deleted or never was one.";
        Report(machine, Stops.IoManager.InvalidDevice(device), text);

        // Windows would run into the contents of the freed memory.
        throw machine.BugCheck(Stops.PageFault.Freed(device, 0, machine.CurrentRoutine), text);
    }

    private static void VerifySender(Machine machine, ulong device, ulong irp)
    {
        var view = new Irp(machine, irp);
        if (!view.CancelRoutine.IsNull)
        {
            var routine = machine.Images.NameOf(view.CancelRoutine.Address);
            Report(
                machine,
                Stops.IoManager.ForwardedCancelRoutine(machine.CurrentRoutine, irp),
                $"An IRP was passed on with its cancel routine {routine} still set.");
        }

        if (machine.Io.Frames.IsTaken(irp, view.CurrentLocation - 1, machine.Caller) || machine.Io.Deferred.Holds(irp))
        {
            Report(
                machine,
                Stops.IoManager.ForwardedWhileBelow(machine.CurrentRoutine, irp),
                "An IRP was passed on that another driver below still has.");
        }

        OwnRequestRules.Verify(machine, view);
        if (machine.Io.Frames.Running(irp, machine.Caller) is { } frame)
        {
            ForwardRules.Verify(machine, frame, device, view);
        }
    }

    private static void Report(Machine machine, BugCheck stop, string text, bool fatal = true) => machine.Violate(
        new ProtocolViolation(stop, text),
        DriverVerifierOptions.IoVerification,
        fatal);
}
