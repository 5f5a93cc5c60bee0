namespace Verifier.Kernel;

/// <summary>
/// The checks of I/O verification when a dispatch routine passes an IRP on (harness/docs/facts/bugchecks.md#io-verification-rules).
/// </summary>
internal static class ForwardRules
{
    /// <summary>The routine of a frame passes its IRP to a device.</summary>
    public static void Verify(Machine machine, DispatchFrame frame, ulong device, Irp irp)
    {
        VerifyTarget(machine, frame, device);
        var next = machine.Io.Sender.Next(irp.Pointer);
        if (irp.CurrentLocation == frame.Location)
        {
            VerifyLocation(machine, frame, next, new IoStackLocation(irp.CurrentStackLocation));
        }

        if (!frame.IsSystemRequest)
        {
            return;
        }

        if ((next.MajorFunction, next.MinorFunction) != (frame.Major, frame.Minor))
        {
            var sent = IrpFunctionName.Major(next.MajorFunction);
            Report(
                machine,
                Stops.IoManager.LocationNotCopied(frame.Routine, frame.Irp),
                $"{frame.Request} was passed on as {sent}: the stack location was not copied.",
                false);
        }

        VerifyStatus(machine, frame, irp);
    }

    private static void VerifyTarget(Machine machine, DispatchFrame frame, ulong device)
    {
        var lower = machine.Io.Devices.Find(frame.Device)?.Lower ?? 0;
        if (device == lower)
        {
            return;
        }

        for (var at = lower; at != 0; at = machine.Io.Devices.Find(at)?.Lower ?? 0)
        {
            if (at == device)
            {
                var (to, skipped) = (machine.Io.Devices.Describe(device), machine.Io.Devices.Describe(lower));
                Report(
                    machine,
                    Stops.IoManager.SkippedDevice(frame.Routine, frame.Irp),
                    $"{frame.Request} was passed on to {to}, past {skipped} between.",
                    false);
                return;
            }
        }
    }

    private static void VerifyLocation(Machine machine, DispatchFrame frame, IoStackLocation next, IoStackLocation current)
    {
        const SL_CONTROL invoke = SL_CONTROL.SL_INVOKE_ON_CANCEL | SL_CONTROL.SL_INVOKE_ON_ERROR | SL_CONTROL.SL_INVOKE_ON_SUCCESS;
        var control = next.Control;
        if (control == 0)
        {
            return;
        }

        var routine = next.CompletionRoutine;
        var isSame = !routine.IsNull && routine == current.CompletionRoutine && next.Context == current.Context;
        if ((control & invoke) != 0 && isSame)
        {
            Report(
                machine,
                Stops.IoManager.RoutineCopied(frame.Routine, frame.Irp),
                $"{frame.Request} was passed on with the completion routine {machine.Images.NameOf(routine)} of the driver above.");
        }
        else if ((control & SL_CONTROL.SL_PENDING_RETURNED) != 0 && control == current.Control)
        {
            Report(
                machine,
                Stops.IoManager.ControlCopied(frame.Routine, frame.Irp),
                $"{frame.Request} was passed on with the Control of its own stack location.");
        }
    }

    private static void VerifyStatus(Machine machine, DispatchFrame frame, Irp irp)
    {
        var (status, notSupported) = (irp.Status, NTSTATUS.STATUS_NOT_SUPPORTED);
        var isPnp = frame.Major == IRP_MJ.IRP_MJ_PNP;
        if (frame.Major == IRP_MJ.IRP_MJ_SYSTEM_CONTROL)
        {
            return;
        }

        if (status.IsError && status != notSupported)
        {
            Report(
                machine,
                isPnp
                    ? Stops.IoManager.FailedPnpPassedDown(frame.Routine, frame.Irp)
                    : Stops.IoManager.FailedPowerPassedDown(frame.Routine, frame.Irp),
                $"{frame.Request} was passed down with {status}: a driver that fails such a request completes it.",
                false);
        }
        else if (status == notSupported && frame.EntryStatus != notSupported)
        {
            Report(
                machine,
                isPnp
                    ? Stops.IoManager.PnpStatusLost(frame.Routine, frame.Irp)
                    : Stops.IoManager.PowerStatusLost(frame.Routine, frame.Irp),
                $"{frame.Request} came with {frame.EntryStatus} and was passed on with {status}, which drivers must not set.",
                false);
        }
        else if (isPnp && status == notSupported && irp.Information != frame.EntryInformation)
        {
            Report(
                machine,
                Stops.IoManager.InformationNotUnderstood(frame.Routine, frame.Irp),
                $"{frame.Request} was passed on unhandled with another Information.",
                false);
        }
    }

    private static void Report(Machine machine, BugCheck stop, string text, bool fatal = true) => machine.Violate(
        new ProtocolViolation(stop, text),
        DriverVerifierOptions.IoVerification,
        fatal);
}
