namespace Verifier.Kernel;

/// <content>Plug and play, power, device interfaces, WMI, shutdown.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>
    /// Registers a device interface for a physical device object. The link's name is in the string, whose buffer RtlFreeUnicodeString
    /// frees. IRQL: PASSIVE_LEVEL. STATUS_INVALID_DEVICE_REQUEST for a device that no bus reported.
    /// </summary>
    public NTSTATUS IoRegisterDeviceInterface(
        DeviceObject physicalDeviceObject, Guid interfaceClassGuid, string? referenceString, UnicodeString symbolicLinkName)
    {
        using var frame = new StackFrame(Machine);
        var guid = frame.Push(16);
        Machine.Memory.CopyTo(guid, interfaceClassGuid.ToByteArray());
        return CallForStatus(
            IoPnpDdis.IoRegisterDeviceInterface, physicalDeviceObject.Pointer, guid, PushText(frame, referenceString),
            symbolicLinkName.Pointer);
    }

    /// <summary>Enables or disables a device interface: applications can open it by its link or not. IRQL: PASSIVE_LEVEL.</summary>
    public NTSTATUS IoSetDeviceInterfaceState(UnicodeString symbolicLinkName, bool enable) =>
        CallForStatus(IoPnpDdis.IoSetDeviceInterfaceState, symbolicLinkName.Pointer, enable ? 1UL : 0UL);

    /// <summary>A property of a physical device object; STATUS_BUFFER_TOO_SMALL with the length it needs. IRQL: PASSIVE_LEVEL.</summary>
    public NTSTATUS IoGetDeviceProperty(
        DeviceObject deviceObject, DEVICE_REGISTRY_PROPERTY deviceProperty, uint bufferLength, Pointer propertyBuffer, out uint resultLength)
    {
        using var frame = new StackFrame(Machine);
        var length = frame.Push(0U);
        var status = CallForStatus(
            IoPnpDdis.IoGetDeviceProperty, deviceObject.Pointer, (ulong)deviceProperty, bufferLength, propertyBuffer, length);
        resultLength = Machine.Memory.Read<uint>(length);
        return status;
    }

    /// <summary>Has PnP query the device's state again, later. IRQL: up to DISPATCH_LEVEL.</summary>
    public void IoInvalidateDeviceState(DeviceObject physicalDeviceObject) =>
        Call(IoPnpDdis.IoInvalidateDeviceState, physicalDeviceObject.Pointer);

    /// <summary>Has PnP query the device's relations again, later. IRQL: up to DISPATCH_LEVEL.</summary>
    public void IoInvalidateDeviceRelations(DeviceObject deviceObject, DEVICE_RELATION_TYPE type) =>
        Call(IoPnpDdis.IoInvalidateDeviceRelations, deviceObject.Pointer, (ulong)type);

    /// <summary>Asks for IRP_MJ_SHUTDOWN. IRQL: PASSIVE_LEVEL.</summary>
    public NTSTATUS IoRegisterShutdownNotification(DeviceObject deviceObject) =>
        CallForStatus(IoPnpDdis.IoRegisterShutdownNotification, deviceObject.Pointer);

    /// <summary>Takes that back. IRQL: PASSIVE_LEVEL.</summary>
    public void IoUnregisterShutdownNotification(DeviceObject deviceObject) =>
        Call(IoPnpDdis.IoUnregisterShutdownNotification, deviceObject.Pointer);

    /// <summary>Registers a device with WMI (action 1) or takes that back (2). IRQL: PASSIVE_LEVEL.</summary>
    public NTSTATUS IoWMIRegistrationControl(DeviceObject deviceObject, uint action) =>
        CallForStatus(IoPnpDdis.IoWMIRegistrationControl, deviceObject.Pointer, action);

    /// <summary>Passes a power IRP down; from Vista on the same as IoCallDriver. IRQL: up to DISPATCH_LEVEL.</summary>
    public NTSTATUS PoCallDriver(DeviceObject deviceObject, Irp irp) => CallForStatus(IoPnpDdis.PoCallDriver, deviceObject.Pointer, irp.Pointer);

    /// <summary>The driver is ready for the next power IRP; before Vista required once for each (0x9F, 2).</summary>
    public void PoStartNextPowerIrp(Irp irp) => Call(IoPnpDdis.PoStartNextPowerIrp, irp.Pointer);

    /// <summary>Tells the power manager the device's state; the state before. IRQL: up to APC_LEVEL, for D0 up to DISPATCH_LEVEL.</summary>
    public uint PoSetPowerState(DeviceObject deviceObject, POWER_STATE_TYPE type, uint state) =>
        (uint)Call(IoPnpDdis.PoSetPowerState, deviceObject.Pointer, (ulong)type, state);

    /// <summary>
    /// Has a device power IRP sent to the top of a device's stack: STATUS_PENDING when it is under way, and the routine is called at its
    /// end. IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    public NTSTATUS PoRequestPowerIrp(
        DeviceObject deviceObject, byte minorFunction, DEVICE_POWER_STATE powerState, REQUEST_POWER_COMPLETE? completionFunction, Pointer context) =>
        CallForStatus(
            IoPnpDdis.PoRequestPowerIrp, deviceObject.Pointer, minorFunction, (ulong)powerState, AddressOf(completionFunction), context, 0);
}
