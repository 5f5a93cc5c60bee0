namespace Verifier.Kernel;

/// <summary>
/// Plug and play, power, device interfaces, WMI, shutdown (harness/docs/facts/io.md#pnp-requests,
/// harness/docs/facts/memory.md#io-manager-routines).
/// </summary>
internal static class IoPnpDdis
{
    /// <summary>
    /// Registers a device interface for a physical device object. The link's name is in the string, whose buffer RtlFreeUnicodeString
    /// frees. IRQL: PASSIVE_LEVEL. STATUS_INVALID_DEVICE_REQUEST for a device that no bus reported.
    /// </summary>
    [Ddi(Family = DdiFamily.Object)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS IoRegisterDeviceInterface(
        Machine machine,
        DeviceObject physicalDeviceObject,
        In<Guid> interfaceClassGuid,
        [Parameter(Text = TextArgument.Counted, IsOptional = true)] UnicodeString referenceString,
        UnicodeString symbolicLinkName) =>
        machine.Io.Interfaces.Register(physicalDeviceObject.Pointer, interfaceClassGuid, referenceString, symbolicLinkName);

    /// <summary>Enables or disables a device interface: applications can open it by its link or not. IRQL: PASSIVE_LEVEL.</summary>
    [Ddi(Family = DdiFamily.Object)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    [GivesBack("Enable is FALSE", nameof(Disables))]
    public static NTSTATUS IoSetDeviceInterfaceState(Machine machine, UnicodeString symbolicLinkName, bool enable) =>
        machine.Io.Interfaces.SetState(symbolicLinkName, enable);

    /// <summary>A property of a physical device object; STATUS_BUFFER_TOO_SMALL with the length it needs. IRQL: PASSIVE_LEVEL.</summary>
    [Ddi(Family = DdiFamily.Object, Modelled = "the properties that the simulated bus has")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS IoGetDeviceProperty(
        Machine machine,
        DeviceObject deviceObject,
        DEVICE_REGISTRY_PROPERTY deviceProperty,
        uint bufferLength,
        Pointer propertyBuffer,
        Out<uint> resultLength) =>
        machine.Io.Interfaces.GetProperty(deviceObject.Pointer, deviceProperty, bufferLength, propertyBuffer, resultLength);

    /// <summary>Makes PnP query the device's state again, later. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void IoInvalidateDeviceState(Machine machine, DeviceObject physicalDeviceObject) =>
        machine.Io.Pnp.Invalidate(physicalDeviceObject.Pointer);

    /// <summary>Makes PnP query the device's relations again, later. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void IoInvalidateDeviceRelations(Machine machine, DeviceObject deviceObject, DEVICE_RELATION_TYPE type) =>
        machine.Io.Pnp.InvalidateRelations(deviceObject.Pointer, (uint)type);

    /// <summary>Asks for IRP_MJ_SHUTDOWN. IRQL: PASSIVE_LEVEL.</summary>
    [Ddi(Family = DdiFamily.Object)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS IoRegisterShutdownNotification(Machine machine, DeviceObject deviceObject) =>
        machine.Io.Shutdown.Register(deviceObject.Pointer);

    /// <summary>Asks for IRP_MJ_SHUTDOWN after all file systems have been flushed. IRQL: PASSIVE_LEVEL.</summary>
    [Ddi(Family = DdiFamily.Object)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS IoRegisterLastChanceShutdownNotification(Machine machine, DeviceObject deviceObject) =>
        machine.Io.Shutdown.Register(deviceObject.Pointer, isLast: true);

    /// <summary>Takes back what the device is registered for. IRQL: PASSIVE_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static void IoUnregisterShutdownNotification(Machine machine, DeviceObject deviceObject) =>
        machine.Io.Shutdown.Unregister(deviceObject.Pointer);

    /// <summary>Registers a device with WMI (action 1) or takes that back (2). IRQL: PASSIVE_LEVEL.</summary>
    [Ddi(Family = DdiFamily.Object)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    [GivesBack("Action is not WMIREG_ACTION_REGISTER", nameof(AsksForNothing))]
    public static NTSTATUS IoWMIRegistrationControl(Machine machine, DeviceObject deviceObject, uint action) =>
        machine.Io.Wmi.Control(deviceObject.Pointer, action);

    /// <summary>Passes a power IRP down; from Vista on the same as IoCallDriver. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(Returns = typeof(NTSTATUS))]
    [Irql(KIRQL.DISPATCH_LEVEL, Lower = KIRQL.PASSIVE_LEVEL, When = IrqlCondition.PageableDriver)]
    public static IEnumerator<KernelAction> PoCallDriver(Machine machine, DeviceObject deviceObject, Irp irp) =>
        machine.Io.Calls.Call(deviceObject.Pointer, irp.Pointer);

    /// <summary>
    /// The driver is ready for the next power IRP; before Vista required once for each (0x9F, 2). IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    [Ddi(Modelled = "checked before Vista; requests are not serialised")]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void PoStartNextPowerIrp(Machine machine, Irp irp) => machine.Io.Power.StartNext(irp.Pointer);

    /// <summary>Tells the power manager the device's state; the state before. IRQL: up to APC_LEVEL, for D0 up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL, Lower = KIRQL.APC_LEVEL, When = IrqlCondition.NotD0, Parameter = nameof(state))]
    public static uint PoSetPowerState(Machine machine, DeviceObject deviceObject, POWER_STATE_TYPE type, uint state) =>
        machine.Io.Power.NoteState(deviceObject.Pointer, type, state);

    /// <summary>
    /// Makes the power manager send a device power IRP to the top of a device's stack: STATUS_PENDING when it is under way, and the routine
    /// is called at its end. The IRP's address is stored first where one is given. IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    [Ddi(Family = DdiFamily.Irp, Returns = typeof(NTSTATUS))]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    [Fails(FailureShape.Status)]
    public static IEnumerator<KernelAction> PoRequestPowerIrp(
        Machine machine,
        DeviceObject deviceObject,
        byte minorFunction,
        DEVICE_POWER_STATE powerState,
        [Parameter(IsOptional = true)] Routine<REQUEST_POWER_COMPLETE> completionFunction,
        Pointer context,
        Pointer irp = default) =>
        machine.Io.Power.Request(
            new PowerRequest(deviceObject.Pointer, minorFunction, (uint)powerState, completionFunction, context), irp);

    internal static bool Disables(bool enable) => !enable;

    internal static bool AsksForNothing(uint action) => action != WmiRequests.Register;
}
