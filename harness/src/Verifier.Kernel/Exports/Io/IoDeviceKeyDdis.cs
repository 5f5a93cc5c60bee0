using System.Runtime.InteropServices;

namespace Verifier.Kernel;

/// <summary>Registry keys of devices and interfaces, the list of interfaces, and devices that a driver finds itself.</summary>
internal static class IoDeviceKeyDdis
{
    /// <summary>
    /// Opens the hardware key (1) or the software key (2) of a device, 4 added for that of the hardware profile; ZwClose closes it. IRQL:
    /// PASSIVE_LEVEL. STATUS_INVALID_PARAMETER, STATUS_INVALID_DEVICE_REQUEST for a device that no bus reported.
    /// </summary>
    [Ddi(Family = DdiFamily.Object, Modelled = "every device has its keys; no access checks")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS IoOpenDeviceRegistryKey(
        Machine machine,
        DeviceObject deviceObject,
        uint devInstKeyType,
        uint desiredAccess,
        [Parameter(Name = "DeviceRegKey")] Out<ulong> deviceRegKey) =>
        Tell(machine, deviceRegKey, machine.Io.DeviceKeys.Open(deviceObject.Pointer, devInstKeyType, desiredAccess, out var handle), handle);

    /// <summary>
    /// Opens the key of a registered device interface; ZwClose closes it. IRQL: PASSIVE_LEVEL. STATUS_OBJECT_NAME_NOT_FOUND.
    /// </summary>
    [Ddi(Family = DdiFamily.Object, Modelled = "no access checks")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS IoOpenDeviceInterfaceRegistryKey(
        Machine machine, UnicodeString symbolicLinkName, uint desiredAccess, Out<ulong> deviceInterfaceRegKey)
    {
        var link = KernelText.Read(machine, symbolicLinkName);
        return Tell(machine, deviceInterfaceRegKey, machine.Io.DeviceKeys.OpenInterface(link, desiredAccess, out var handle), handle);
    }

    /// <summary>
    /// The links of the interfaces of a class that are enabled, or all with DEVICE_INTERFACE_INCLUDE_NONACTIVE (1), of one device or of all: strings
    /// one after another in paged pool, with an empty one at the end. ExFreePool frees them. STATUS_INVALID_DEVICE_REQUEST for a device that no bus
    /// reported, STATUS_INSUFFICIENT_RESOURCES. IRQL: PASSIVE_LEVEL.
    /// </summary>
    [Ddi(Family = DdiFamily.Object, Modelled = "the interfaces that drivers of this machine registered", Allocates = MemoryKind.Pool)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS IoGetDeviceInterfaces(
        Machine machine, In<Guid> interfaceClassGuid, DeviceObject physicalDeviceObject, uint flags, Out<Pointer> symbolicLinkList)
    {
        const uint includeNonActive = 1;
        if (!physicalDeviceObject.IsNull && machine.Io.Pnp.FindByPdo(physicalDeviceObject.Pointer) is null)
        {
            return NTSTATUS.STATUS_INVALID_DEVICE_REQUEST;
        }

        var bytes = new byte[16];
        machine.Memory.CopyFrom(interfaceClassGuid, bytes);
        var links = machine.Io.Interfaces.Find(new Guid(bytes), physicalDeviceObject.Pointer, (flags & includeNonActive) != 0);
        var text = string.Concat(links.Select(l => l + '\0')) + '\0';
        var list = machine.Pool.AllocateForCaller(POOL_TYPE.PagedPool, (ulong)(text.Length * sizeof(char)), "PpIn");
        if (list == 0)
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        machine.Memory.CopyTo(list, MemoryMarshal.AsBytes(text.AsSpan()));
        machine.Memory.Write(symbolicLinkList, list);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>
    /// Reports a device that the driver found itself: a physical device object for it, to which the driver attaches; the same one when a later
    /// load of the driver reports the device again. STATUS_INSUFFICIENT_RESOURCES. IRQL: PASSIVE_LEVEL.
    /// </summary>
    [Ddi(Family = DdiFamily.Object, Modelled = "a physical device object; the device gets no requests, keys or interfaces")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS IoReportDetectedDevice(
        Machine machine,
        DriverObject driverObject,
        uint legacyBusType,
        uint busNumber,
        uint slotNumber,
        Pointer resourceList,
        Pointer resourceRequirements,
        bool resourceAssigned,
        InOut<DeviceObject> deviceObject)
    {
        if (machine.Memory.Read<ulong>(deviceObject) != 0)
        {
            return NTSTATUS.STATUS_SUCCESS;
        }

        ulong pdo;
        using (new KernelWork(machine))
        {
            var image = machine.Io.Drivers.Find(driverObject.Pointer)?.Image;
            pdo = machine.Io.Bus.Report(image, new DetectedPlace(legacyBusType, busNumber, slotNumber));
        }

        if (pdo == 0)
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        machine.Memory.Write(deviceObject, pdo);
        return NTSTATUS.STATUS_SUCCESS;
    }

    private static NTSTATUS Tell(Machine machine, ulong variable, NTSTATUS status, ulong handle)
    {
        if (status.IsSuccess)
        {
            machine.Memory.Write(variable, handle);
        }

        return status;
    }
}
