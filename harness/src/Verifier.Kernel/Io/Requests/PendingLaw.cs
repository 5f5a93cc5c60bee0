namespace Verifier.Kernel;

/// <summary>
/// IoMarkIrpPending if and only if the dispatch routine returns STATUS_PENDING; otherwise the status returned is the one in the IRP; and
/// a routine either completes the IRP, passes it on, or keeps it pending (harness/docs/facts/io.md#the-pending-rule,
/// harness/docs/facts/bugchecks.md#io-verification-rules).
/// </summary>
internal static class PendingLaw
{
    private const uint MinusOne = uint.MaxValue;

    /// <summary>The routine returned and the IRP is still somewhere at or below its location.</summary>
    public static void JudgeReturn(Machine machine, DispatchFrame frame)
    {
        if (frame.Driver is null || machine.Io.Irps.WasFreed(frame.Irp))
        {
            return;
        }

        var status = frame.Returned!.Value;
        var irp = new Irp(machine, frame.Irp);
        var isMarked = IsMarked(machine, frame);
        if (!frame.HasPassedOn && irp.CurrentLocation == frame.Location)
        {
            JudgeKept(machine, frame, status, isMarked);
        }
        else if (status != NTSTATUS.STATUS_PENDING)
        {
            Report(
                machine,
                frame,
                isMarked
                    ? Stops.IoManager.MarkedNotPending(frame.Routine, frame.Irp, NTSTATUS.STATUS_PENDING.Value)
                    : Stops.IoManager.ReturnedOtherStatus(frame.Routine, frame.Irp, NTSTATUS.STATUS_PENDING),
                !isMarked,
                $"returned {status} while the IRP is still pending below");
        }
    }

    /// <summary>The routine has returned and the IRP has left its location.</summary>
    public static void Judge(Machine machine, DispatchFrame frame)
    {
        if (frame.Driver is null || frame.IsReported)
        {
            return;
        }

        var (status, completed) = (frame.Returned!.Value, frame.Completed!.Value);
        if (status.Value == MinusOne)
        {
            Report(
                machine,
                frame,
                Stops.IoManager.ReturnedMinusOne(frame.Routine, frame.Irp),
                false,
                "returned 0xFFFFFFFF, which is no status");
        }
        else if (status == NTSTATUS.STATUS_PENDING && !frame.WasMarkedPending)
        {
            Report(
                machine,
                frame,
                Stops.IoManager.PendingNotMarked(frame.Routine, frame.Irp),
                false,
                "returned STATUS_PENDING but the IRP was not marked with IoMarkIrpPending");
        }
        else if (status != NTSTATUS.STATUS_PENDING && frame.WasMarkedPending)
        {
            Report(
                machine,
                frame,
                Stops.IoManager.MarkedNotPending(frame.Routine, frame.Irp, 0),
                false,
                $"marked the IRP pending but returned {status}");
        }
        else if (status != NTSTATUS.STATUS_PENDING && status != completed)
        {
            Report(
                machine,
                frame,
                Stops.IoManager.ReturnedOtherStatus(frame.Routine, frame.Irp, completed),
                true,
                $"returned {status} but the IRP was completed with {completed}");
        }
    }

    private static void JudgeKept(Machine machine, DispatchFrame frame, NTSTATUS status, bool isMarked)
    {
        if (status == NTSTATUS.STATUS_PENDING)
        {
            machine.Resources.AcquiredFor(frame.Driver!, frame.Routine, ResourceKind.PendingIrp, frame.Irp);
            if (!isMarked)
            {
                Report(
                    machine,
                    frame,
                    Stops.IoManager.PendingNotMarked(frame.Routine, frame.Irp),
                    false,
                    "returned STATUS_PENDING but did not call IoMarkIrpPending");
            }

            return;
        }

        machine.Resources.AcquiredFor(frame.Driver!, frame.Routine, ResourceKind.PendingIrp, frame.Irp);
        if (isMarked)
        {
            Report(
                machine,
                frame,
                Stops.IoManager.MarkedNotPending(frame.Routine, frame.Irp, 0),
                false,
                $"marked the IRP pending but returned {status}");
        }
        else
        {
            Report(
                machine,
                frame,
                Stops.IoManager.DidNothing(frame.Routine, frame.Irp),
                true,
                $"returned {status} without completing the IRP, passing it on or keeping it pending");
        }
    }

    private static bool IsMarked(Machine machine, DispatchFrame frame)
    {
        var location = new IoStackLocation(machine.Io.Irps.LocationAddress(frame.Irp, frame.Location));
        return (location.Control & SL_CONTROL.SL_PENDING_RETURNED) != 0;
    }

    private static void Report(Machine machine, DispatchFrame frame, BugCheck stop, bool fatal, string what)
    {
        if (frame.IsReported)
        {
            return;
        }

        frame.IsReported = true;
        var text = $"{machine.Images.NameOf(frame.Routine)} {what} ({frame.Request}).";
        machine.Violate(
            new ProtocolViolation(stop, text),
            DriverVerifierOptions.IoVerification,
            fatal);
    }
}
