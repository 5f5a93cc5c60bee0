namespace Verifier.Kernel;

/// <summary>
/// The checks of I/O verification on PnP, power and WMI requests that drivers send (harness/docs/facts/bugchecks.md#io-verification-rules).
/// </summary>
internal static class OwnRequestRules
{
    /// <summary>PnP, power and WMI requests that a driver made itself.</summary>
    public static void Verify(Machine machine, Irp irp)
    {
        var isFirst = irp.CurrentLocation == irp.StackCount + 1
            && machine.Io.Irps.Find(irp.Pointer) is { Kind: IrpKind.Driver or IrpKind.Threaded or IrpKind.Asynchronous } record
            && record.Owner == machine.Caller;
        var next = machine.Io.Sender.Next(irp.Pointer);
        var (major, minor) = (next.MajorFunction, next.MinorFunction);
        if (major is IRP_MJ.IRP_MJ_PNP && machine.Irql >= KIRQL.APC_LEVEL)
        {
            var text = $"{IrpFunctionName.Minor(major, minor)} was sent at {machine.IrqlName}.";
            Report(machine, Stops.IoManager.SentAboveApc(machine.CurrentRoutine, irp.Pointer), text, false);
        }

        if (major is IRP_MJ.IRP_MJ_PNP && machine.Irql >= KIRQL.DISPATCH_LEVEL)
        {
            var text = $"{IrpFunctionName.Minor(major, minor)} was sent at {machine.IrqlName}.";
            Report(machine, Stops.IoManager.IllegalIrql(machine.CurrentRoutine, irp.Pointer), text);
        }

        if (!isFirst || !DispatchFrame.IsSystem(major))
        {
            return;
        }

        var name = IrpFunctionName.Minor(major, minor);
        if (irp.Status != NTSTATUS.STATUS_NOT_SUPPORTED)
        {
            var text = $"{name} was sent with {irp.Status}; such a request begins with STATUS_NOT_SUPPORTED.";
            var (routine, at) = (machine.CurrentRoutine, irp.Pointer.Address);
            var stop = major switch
            {
                IRP_MJ.IRP_MJ_PNP => Stops.IoManager.PnpNotInitialized(routine, at),
                IRP_MJ.IRP_MJ_POWER => Stops.IoManager.PowerNotInitialized(routine, at),
                _ => Stops.IoManager.WmiNotInitialized(routine, at),
            };
            Report(machine, stop, text, false);
        }

        if ((major, minor) == (IRP_MJ.IRP_MJ_PNP, IRP_MN.IRP_MN_QUERY_CAPABILITIES) && !next.Capabilities.Pointer.IsNull)
        {
            VerifyCapabilities(machine, irp, next.Capabilities);
        }

        var isSystems = major == IRP_MJ.IRP_MJ_PNP
            ? minor is <= IRP_MN.IRP_MN_CANCEL_STOP_DEVICE or IRP_MN.IRP_MN_SURPRISE_REMOVAL or IRP_MN.IRP_MN_DEVICE_ENUMERATED
            : major == IRP_MJ.IRP_MJ_POWER;
        if (isSystems)
        {
            Report(
                machine,
                Stops.IoManager.SystemOnly(machine.CurrentRoutine, irp.Pointer),
                $"A driver sent {name}, which only the system may send.");
        }
    }

    /// <summary>The members that the sender of QUERY_CAPABILITIES must set, for drivers below may not.</summary>
    private static void VerifyCapabilities(Machine machine, Irp irp, DeviceCapabilities capabilities)
    {
        const ushort version = 1;
        if (capabilities.Version != version)
        {
            Unfilled(Stops.IoManager.CapabilitiesVersion(machine.CurrentRoutine, irp.Pointer), "Version is not 1");
        }
        else if (capabilities.Size < DeviceCapabilities.Bytes)
        {
            Unfilled(Stops.IoManager.CapabilitiesSize(machine.CurrentRoutine, irp.Pointer), "Size is not that of the structure");
        }
        else if (capabilities.Address != DeviceCapabilities.Unset)
        {
            Unfilled(Stops.IoManager.CapabilitiesAddress(machine.CurrentRoutine, irp.Pointer), "Address is not -1");
        }
        else if (capabilities.UINumber != DeviceCapabilities.Unset)
        {
            Unfilled(Stops.IoManager.CapabilitiesNumber(machine.CurrentRoutine, irp.Pointer), "UINumber is not -1");
        }

        void Unfilled(BugCheck stop, string what) => Report(
            machine, stop,
            $"IRP_MN_QUERY_CAPABILITIES was sent with capabilities whose {what}.", false);
    }

    private static void Report(Machine machine, BugCheck stop, string text, bool fatal = true) => machine.Violate(
        new ProtocolViolation(stop, text),
        DriverVerifierOptions.IoVerification,
        fatal);
}
