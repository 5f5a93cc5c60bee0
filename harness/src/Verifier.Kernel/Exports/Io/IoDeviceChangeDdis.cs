namespace Verifier.Kernel;

/// <summary>Events of devices that a driver reports to the PnP manager.</summary>
internal static class IoDeviceChangeDdis
{
    private const string NoListeners = "the event has no listener";

    /// <summary>
    /// Reports an event of the driver's own that happened to a device, and calls a routine when all have been notified. IRQL: up to DISPATCH_LEVEL.
    /// STATUS_PENDING when it is under way, STATUS_INVALID_DEVICE_REQUEST for an event of the system's or a device that no bus reported.
    /// </summary>
    [Ddi(Family = DdiFamily.Object, Modelled = NoListeners)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS IoReportTargetDeviceChangeAsynchronous(
        Machine machine,
        DeviceObject physicalDeviceObject,
        Pointer notificationStructure,
        [Parameter(IsOptional = true)] Routine<DEVICE_CHANGE_COMPLETE_CALLBACK> callback,
        Pointer context = default)
    {
        var status = TargetDeviceChange.Check(machine, physicalDeviceObject.Pointer, notificationStructure);
        if (status.IsSuccess && callback.Address != 0)
        {
            machine.Io.Workers.Queue(() => TargetDeviceChange.Call(callback, context), machine.Scheduler.Current.Activity);
        }

        return status.IsSuccess ? NTSTATUS.STATUS_PENDING : status;
    }

    /// <summary>
    /// Reports an event of the driver's own, and returns when all have been notified. IRQL: PASSIVE_LEVEL. Statuses as for
    /// <see cref="IoReportTargetDeviceChangeAsynchronous"/>.
    /// </summary>
    [Ddi(Modelled = NoListeners)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS IoReportTargetDeviceChange(Machine machine, DeviceObject physicalDeviceObject, Pointer notificationStructure) =>
        TargetDeviceChange.Check(machine, physicalDeviceObject.Pointer, notificationStructure);
}
