namespace Verifier.Kernel;

/// <summary>
/// The checks when an IRP is completed (harness/docs/facts/bugchecks.md#what-the-driver-did, #io-verification-rules).
/// </summary>
internal static class CompletionRules
{
    private const uint MinusOne = uint.MaxValue;

    /// <summary>Before IoCompleteRequest does anything.</summary>
    public static void Verify(Machine machine, ulong irp)
    {
        var isGone = machine.Io.Irps.WasFreed(irp);
        var view = new Irp(machine, irp);
        if (isGone || machine.Memory.Read<short>(irp) != (short)IO_TYPE.IO_TYPE_IRP || view.CurrentLocation > view.StackCount + 1)
        {
            throw machine.BugCheck(Stops.MultipleIrpCompleteRequests(irp), "An IRP was completed that had been completed before.");
        }

        var status = view.Status;
        if (status == NTSTATUS.STATUS_PENDING || status.Value == MinusOne)
        {
            Report(
                machine, Stops.IoManager.CompletedBadStatus(status, irp), $"An IRP was completed with {status}, which is no final status.");
        }

        if (!view.CancelRoutine.IsNull)
        {
            var routine = view.CancelRoutine.Address;
            Report(
                machine,
                Stops.IoManager.CompletedCancelRoutine(routine, irp),
                $"An IRP was completed with its cancel routine {machine.Images.NameOf(routine)} still set.");
        }

        if (machine.Irql > KIRQL.DISPATCH_LEVEL)
        {
            Report(machine, Stops.IoManager.CompletedAboveDispatch(machine.Irql, irp), $"An IRP was completed at {machine.IrqlName}.");
        }

        if (machine.Caller is not null)
        {
            VerifyCompleter(machine, irp, view);
        }
    }

    /// <summary>The status block and the event of a threaded IRP must not lie on a stack frame that has returned.</summary>
    public static void VerifyOnStack(Machine machine, ulong block, ulong signal)
    {
        if (IsUnwound(machine, block))
        {
            Report(
                machine,
                Stops.IoManager.BlockUnwound(block),
                "A pending IRP completed after the routine had returned on whose stack its status block was.");
        }

        if (signal != 0 && IsUnwound(machine, signal))
        {
            Report(
                machine,
                Stops.IoManager.EventUnwound(signal),
                "A pending IRP completed after the routine had returned on whose stack its event was.");
        }
    }

    /// <summary>A completion routine returned: the IRQL as it was.</summary>
    public static void VerifyRoutine(Machine machine, ulong routine, KIRQL before)
    {
        if (machine.Irql != before)
        {
            var after = machine.Irql;
            machine.Irql = before;
            machine.Violate(
                new ProtocolViolation(
                    Stops.DriverVerifier.CompletionChangedIrql(routine, before, after),
                    $"The completion routine {machine.Images.NameOf(routine)} was called at {machine.Profile.IrqlName(before)} and returned at {machine.Profile.IrqlName(after)}."),
                DriverVerifierOptions.IoVerification);
        }
    }

    /// <summary>A completion routine let the walk go on: had the location below been pending, it must have marked its own.</summary>
    public static void VerifyPending(Machine machine, ulong irp, CompletionStep step)
    {
        if (!step.WasPending || step.IsTop)
        {
            return;
        }

        var above = new IoStackLocation(machine.Io.Irps.LocationAddress(irp, step.Location + 1));
        if ((above.Control & SL_CONTROL.SL_PENDING_RETURNED) != 0)
        {
            return;
        }

        var frame = machine.Io.Frames.At(irp, step.Location + 1);
        if (frame is { Driver: null })
        {
            return;
        }

        if (frame is not null)
        {
            frame.IsReported = true;
        }

        var name = machine.Images.NameOf(step.Routine);
        Report(
            machine,
            Stops.IoManager.PendingLost(step.Routine, irp),
            $"The completion routine {name} saw PendingReturned and did not call IoMarkIrpPending.",
            fatal: false);
    }

    private static bool IsUnwound(Machine machine, ulong address) =>
        RegionLayout.Stacks.Contains(address) && !machine.Scheduler.IsOnStack(address);

    private static void VerifyCompleter(Machine machine, ulong irp, Irp view)
    {
        if (machine.Io.Frames.IsBelow(irp, view.CurrentLocation) || machine.Io.Deferred.Holds(irp))
        {
            Report(
                machine,
                Stops.IoManager.CompletedWhileBelow(machine.CurrentRoutine, irp),
                "An IRP was completed that another driver below still has.");
        }

        if (view.CurrentLocation == view.StackCount + 1
            && machine.Io.Irps.Find(irp) is { Kind: IrpKind.Driver } own && own.Owner == machine.Caller)
        {
            Report(
                machine,
                Stops.IoManager.NeverSent(machine.CurrentRoutine, irp),
                "An IRP was completed that its maker has not sent anywhere.",
                fatal: false);
        }

        PnpRules.VerifyCompletion(machine, irp);
    }

    private static void Report(Machine machine, BugCheck stop, string text, bool fatal = true) => machine.Violate(
        new ProtocolViolation(stop, text),
        DriverVerifierOptions.IoVerification,
        fatal);
}
