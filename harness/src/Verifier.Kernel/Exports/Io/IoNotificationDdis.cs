namespace Verifier.Kernel;

/// <summary>Notifications of the PnP manager.</summary>
internal static class IoNotificationDdis
{
    /// <summary>
    /// Registers a routine that is told of changes of hardware profiles, of interfaces of a class, or of the device behind a file object. IRQL:
    /// PASSIVE_LEVEL. STATUS_INSUFFICIENT_RESOURCES when memory is short.
    /// </summary>
    [Ddi(Family = DdiFamily.Object, Modelled = "existing interfaces are not told; what happens a script says")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS IoRegisterPlugPlayNotification(
        Machine machine,
        IO_NOTIFICATION_EVENT_CATEGORY eventCategory,
        uint eventCategoryFlags,
        Pointer eventCategoryData,
        DriverObject driverObject,
        Routine<DRIVER_NOTIFICATION_CALLBACK_ROUTINE> callbackRoutine,
        Pointer context,
        Out<Pointer> notificationEntry)
    {
        var status = machine.Io.Notifications.Register(eventCategory, eventCategoryData, driverObject.Pointer, callbackRoutine, context, out var entry);
        if (status.IsSuccess)
        {
            machine.Memory.Write(notificationEntry, entry);
        }

        return status;
    }

    /// <summary>Takes back <see cref="IoRegisterPlugPlayNotification"/>. IRQL: PASSIVE_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS IoUnregisterPlugPlayNotification(Machine machine, Pointer notificationEntry) =>
        machine.Io.Notifications.Unregister(notificationEntry);

    /// <summary>The same, and waits for calls that are under way. IRQL: PASSIVE_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.Windows7, Returns = typeof(NTSTATUS))]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static IEnumerator<KernelAction> IoUnregisterPlugPlayNotificationEx(Machine machine, Pointer notificationEntry) =>
        machine.Io.Notifications.UnregisterAndWait(notificationEntry);
}
