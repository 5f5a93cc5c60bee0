namespace Verifier.Kernel;

/// <summary>
/// The rules of PnP that I/O verification knows (harness/docs/facts/io.md#pnp-requests,
/// harness/docs/facts/bugchecks.md#io-verification-rules).
/// </summary>
internal static class PnpRules
{
    /// <summary>The device objects attached above one, lowest first.</summary>
    public static List<ulong> DevicesAbove(Machine machine, ulong device)
    {
        var above = new List<ulong>();
        for (var at = new DeviceObject(machine, device).AttachedDevice; !at.IsNull; at = at.AttachedDevice)
        {
            above.Add(at.Address);
        }

        return above;
    }

    /// <summary>AddDevice succeeded: the flags of what it attached.</summary>
    public static void VerifyStack(Machine machine, PnpDevice device)
    {
        var below = new DeviceObject(machine, device.Pdo);
        foreach (var address in DevicesAbove(machine, device.Pdo))
        {
            var view = new DeviceObject(machine, address);
            VerifyFlags(machine, view, below.Flags);
            if (below.Address != device.Pdo)
            {
                VerifyFilter(machine, view, below);
            }

            below = view;
        }
    }

    /// <summary>Before START_DEVICE: the dispatch routines that a PnP driver must have.</summary>
    public static void VerifyRoutines(Machine machine, PnpDevice device)
    {
        foreach (var address in DevicesAbove(machine, device.Pdo))
        {
            var driver = new DeviceObject(machine, address).DriverObject;
            foreach (var major in (ReadOnlySpan<IRP_MJ>)[IRP_MJ.IRP_MJ_PNP, IRP_MJ.IRP_MJ_POWER, IRP_MJ.IRP_MJ_SYSTEM_CONTROL])
            {
                if (driver.GetMajorFunction(major).Address == machine.Io.InvalidDeviceRequest)
                {
                    var name = machine.Io.Devices.Find(address)?.Owner?.Name;
                    Report(
                        machine,
                        Stops.IoManager.MissingRoutine(address, 0),
                        $"{name} has no dispatch routine for {IrpFunctionName.Major(major)}.",
                        false);
                }
            }
        }
    }

    /// <summary>REMOVE_DEVICE is complete: every driver has detached and deleted its device.</summary>
    public static void VerifyRemoved(Machine machine, List<ulong> stack)
    {
        foreach (var address in stack)
        {
            if (machine.Io.Devices.Find(address) is not { IsDeletePending: false } record)
            {
                continue;
            }

            var driver = record.Owner?.Name;
            var (stop, what) = record.Lower != 0
                ? (Stops.IoManager.NotDetached(address, 0), "detached")
                : (Stops.IoManager.NotDeleted(address, 0), "deleted");
            Report(machine, stop, $"IRP_MN_REMOVE_DEVICE is complete and {driver} has not {what} its device object.");
        }
    }

    /// <summary>IoDetachDevice while SURPRISE_REMOVAL is under way.</summary>
    public static void VerifyDetach(Machine machine, ulong lower)
    {
        if (machine.Io.Pnp.SurpriseRemoving is not null && machine.Caller is not null)
        {
            Report(
                machine,
                Stops.IoManager.DetachedTooEarly(lower, 0),
                "A device was detached in IRP_MN_SURPRISE_REMOVAL; IRP_MN_REMOVE_DEVICE is the time for it.");
        }
    }

    /// <summary>IoDeleteDevice while SURPRISE_REMOVAL is under way.</summary>
    public static void VerifyDelete(Machine machine, ulong device)
    {
        if (machine.Io.Pnp.SurpriseRemoving is not null && machine.Caller is not null)
        {
            Report(
                machine,
                Stops.IoManager.DeletedTooEarly(device, 0),
                "A device was deleted in IRP_MN_SURPRISE_REMOVAL; IRP_MN_REMOVE_DEVICE is the time for it.");
        }
    }

    /// <summary>A driver completes a PnP, power or WMI request.</summary>
    public static void VerifyCompletion(Machine machine, ulong irp)
    {
        if (machine.Io.Frames.Running(irp, machine.Caller) is not { HasPassedOn: false, Major: IRP_MJ.IRP_MJ_PNP or IRP_MJ.IRP_MJ_POWER } frame)
        {
            return;
        }

        var status = new Irp(machine, irp).Status;
        var isAnswerFromAbove = !frame.WasPassedOn && machine.Io.Devices.Find(frame.Device) is { Lower: not 0 };
        if (frame.Major == IRP_MJ.IRP_MJ_PNP)
        {
            VerifyPnp(machine, frame, status, isAnswerFromAbove);
        }
        else if (isAnswerFromAbove)
        {
            VerifyPower(machine, frame, status);
        }
    }

    private static void VerifyPower(Machine machine, DispatchFrame frame, NTSTATUS status)
    {
        var isUntouched = status == NTSTATUS.STATUS_NOT_SUPPORTED;
        if (status.IsSuccess || isUntouched)
        {
            var name = machine.Images.NameOf(frame.Routine);
            Report(
                machine,
                isUntouched
                    ? Stops.IoManager.CompletedUntouchedPower(frame.Routine, frame.Irp)
                    : Stops.IoManager.CompletedPower(frame.Routine, frame.Irp),
                $"{name} completed {frame.Request} with {status} and did not pass it down.",
                fatal: !isUntouched);
        }
    }

    private static void VerifyPnp(Machine machine, DispatchFrame frame, NTSTATUS status, bool isAnswerFromAbove)
    {
        var name = machine.Images.NameOf(frame.Routine);
        if (status.IsError && CannotFail(frame.Minor))
        {
            var isRemove = frame.Minor == IRP_MN.IRP_MN_REMOVE_DEVICE;
            var stop = isRemove
                ? Stops.IoManager.FailedRemove(frame.Routine, frame.Irp)
                : Stops.IoManager.FailedUnfailable(frame.Routine, frame.Irp);
            Report(machine, stop, $"{name} failed {frame.Request} with {status}; it must not fail.", !isRemove);
        }
        else if (isAnswerFromAbove && status.IsSuccess)
        {
            Report(
                machine,
                Stops.IoManager.CompletedPnp(frame.Routine, frame.Irp),
                $"{name} completed {frame.Request} and did not pass it down.",
                false);
        }
        else if (isAnswerFromAbove && status == NTSTATUS.STATUS_NOT_SUPPORTED)
        {
            Report(
                machine,
                Stops.IoManager.CompletedUntouchedPnp(frame.Routine, frame.Irp),
                $"{name} completed {frame.Request} with {status}.",
                false);
        }
        else if (isAnswerFromAbove && status == NTSTATUS.STATUS_INVALID_DEVICE_REQUEST)
        {
            Report(
                machine,
                Stops.IoManager.StatusNotUnderstood(frame.Routine, frame.Irp),
                $"{name} answered {frame.Request} with {status}; a request it does not handle must be passed down untouched.",
                false);
        }
    }

    private static bool CannotFail(byte minor) => minor is IRP_MN.IRP_MN_REMOVE_DEVICE or IRP_MN.IRP_MN_CANCEL_REMOVE_DEVICE
        or IRP_MN.IRP_MN_STOP_DEVICE or IRP_MN.IRP_MN_CANCEL_STOP_DEVICE or IRP_MN.IRP_MN_SURPRISE_REMOVAL;

    private static void VerifyFlags(Machine machine, DeviceObject device, DEVICE_FLAGS below)
    {
        var flags = device.Flags;
        var name = machine.Io.Devices.Describe(device.Address);
        if ((flags & DEVICE_FLAGS.DO_DEVICE_INITIALIZING) != 0)
        {
            Report(
                machine,
                Stops.IoManager.StillInitializing(device.Address, 0),
                $"AddDevice did not clear DO_DEVICE_INITIALIZING of {name}.");
        }

        const DEVICE_FLAGS both = DEVICE_FLAGS.DO_BUFFERED_IO | DEVICE_FLAGS.DO_DIRECT_IO;
        if ((flags & both) == both)
        {
            Report(machine, Stops.IoManager.BothBufferings(device.Address, 0), $"{name} has both DO_BUFFERED_IO and DO_DIRECT_IO.");
        }

        if ((below & ~flags & DEVICE_FLAGS.DO_POWER_PAGABLE) != 0)
        {
            Report(
                machine,
                Stops.IoManager.PowerPagableLost(device.Address, 0),
                $"{name} has not taken DO_POWER_PAGABLE over from the device below.");
        }
    }

    /// <summary>
    /// Checks that a filter takes flags and type over from the device it is attached to; a function driver decides for itself.
    /// </summary>
    private static void VerifyFilter(Machine machine, DeviceObject device, DeviceObject below)
    {
        const DEVICE_FLAGS buffering = DEVICE_FLAGS.DO_BUFFERED_IO | DEVICE_FLAGS.DO_DIRECT_IO;
        var name = machine.Io.Devices.Describe(device.Address);
        if ((below.Flags & buffering) != 0 && (device.Flags & buffering) == 0)
        {
            Report(
                machine,
                Stops.IoManager.BufferingLost(device.Address, 0),
                $"{name} has not taken DO_BUFFERED_IO or DO_DIRECT_IO over from the device below.");
        }

        if (device.DeviceType != below.DeviceType)
        {
            Report(
                machine, Stops.IoManager.DeviceTypeLost(device.Address, 0), $"{name} has not taken DeviceType over from the device below.");
        }
    }

    private static void Report(Machine machine, BugCheck stop, string text, bool fatal = true) => machine.Violate(
        new ProtocolViolation(stop, text),
        DriverVerifierOptions.IoVerification,
        fatal);
}
