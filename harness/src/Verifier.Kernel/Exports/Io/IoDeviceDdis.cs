namespace Verifier.Kernel;

/// <summary>
/// Device objects, their names and stacks (harness/docs/facts/io.md#remove-locks-and-device-objects,
/// harness/docs/facts/memory.md#io-manager-routines).
/// </summary>
internal static class IoDeviceDdis
{
    /// <summary>
    /// Creates a device object; its extension is nonpaged and zeroed, 0 bytes give none. A null name makes an unnamed device. IRQL: up to
    /// APC_LEVEL. STATUS_INSUFFICIENT_RESOURCES, STATUS_OBJECT_NAME_COLLISION; then no device exists
    /// (harness/docs/facts/memory.md#io-manager-routines).
    /// </summary>
    [Ddi(Family = DdiFamily.Object)]
    [Irql(KIRQL.APC_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS IoCreateDevice(
        Machine machine,
        DriverObject driverObject,
        [Size] uint deviceExtensionSize,
        [Parameter(Text = TextArgument.Counted, IsOptional = true)] UnicodeString deviceName,
        FILE_DEVICE deviceType,
        DEVICE_CHARACTERISTICS deviceCharacteristics,
        bool exclusive,
        Out<DeviceObject> deviceObject)
    {
        var name = deviceName.Pointer.IsNull ? null : KernelText.Read(machine, deviceName);
        var request = new DeviceRequest(
            driverObject.Pointer, deviceExtensionSize, name, deviceType, deviceCharacteristics, exclusive);
        var status = machine.Io.Devices.Create(request, out var device);
        machine.Memory.Write(deviceObject, device);
        return status;
    }

    /// <summary>Deletes a device object, once, after detaching it; it goes with its last reference. IRQL: up to APC_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.APC_LEVEL)]
    public static void IoDeleteDevice(Machine machine, DeviceObject deviceObject) => machine.Io.Devices.Delete(deviceObject.Pointer);

    /// <summary>Makes a symbolic link to a device name. IRQL: PASSIVE_LEVEL.</summary>
    [Ddi(Family = DdiFamily.Object)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS IoCreateSymbolicLink(
        Machine machine,
        [Parameter(Text = TextArgument.Counted)] UnicodeString symbolicLinkName,
        [Parameter(Text = TextArgument.Counted)] UnicodeString deviceName) => Link(machine, symbolicLinkName, deviceName);

    /// <summary>Makes a symbolic link that any user may delete or change. IRQL: PASSIVE_LEVEL.</summary>
    [Ddi(Family = DdiFamily.Object, Modelled = "as IoCreateSymbolicLink: links have no security")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS IoCreateUnprotectedSymbolicLink(
        Machine machine,
        [Parameter(Text = TextArgument.Counted)] UnicodeString symbolicLinkName,
        [Parameter(Text = TextArgument.Counted)] UnicodeString deviceName) => Link(machine, symbolicLinkName, deviceName);

    /// <summary>Removes a symbolic link; STATUS_OBJECT_NAME_NOT_FOUND when there is none. IRQL: PASSIVE_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS IoDeleteSymbolicLink(
        Machine machine, [Parameter(Text = TextArgument.Counted)] UnicodeString symbolicLinkName)
    {
        var key = machine.Io.Names.RemoveLink(KernelText.Read(machine, symbolicLinkName));
        if (key == 0)
        {
            return NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND;
        }

        machine.Resources.Released(ResourceKind.SymbolicLink, key);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>
    /// Attaches a device to the top of a stack and returns the device it now stands on; NULL when the target is going away. IRQL: up to
    /// DISPATCH_LEVEL.
    /// </summary>
    [Ddi(Family = DdiFamily.Object)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static DeviceObject IoAttachDeviceToDeviceStack(Machine machine, DeviceObject sourceDevice, DeviceObject targetDevice) =>
        new(machine, machine.Io.Stacks.Attach(sourceDevice.Pointer, targetDevice.Pointer));

    /// <summary>
    /// As <see cref="IoAttachDeviceToDeviceStack"/>, storing the device below at an address before the stack is complete.
    /// STATUS_NO_SUCH_DEVICE on failure.
    /// </summary>
    [Ddi(Family = DdiFamily.Object, Since = WindowsVersion.WindowsXP)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static NTSTATUS IoAttachDeviceToDeviceStackSafe(
        Machine machine, DeviceObject sourceDevice, DeviceObject targetDevice, Pointer attachedToDeviceObject)
    {
        var lower = machine.Io.Stacks.Attach(sourceDevice.Pointer, targetDevice.Pointer);
        machine.Memory.Write(attachedToDeviceObject, lower);
        return lower != 0 ? NTSTATUS.STATUS_SUCCESS : NTSTATUS.STATUS_NO_SUCH_DEVICE;
    }

    /// <summary>
    /// Attaches to the stack of a named device. The device below is stored at an address, such as one in the device extension, before the
    /// stack is complete: the source device gets CLEANUP and CLOSE of the opening before this returns, and must forward them to the device
    /// below. IRQL: PASSIVE_LEVEL.
    /// </summary>
    [Ddi(Family = DdiFamily.Object, Returns = typeof(NTSTATUS))]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static IEnumerator<KernelAction> IoAttachDevice(
        Machine machine, DeviceObject sourceDevice, UnicodeString targetDevice, Pointer attachedDevice) =>
        machine.Io.DevicePointers.Attach(sourceDevice.Pointer, targetDevice, attachedDevice);

    /// <summary>Detaches the device that is attached to a device: give it the device below. IRQL: PASSIVE_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static void IoDetachDevice(Machine machine, DeviceObject targetDevice) => machine.Io.Stacks.Detach(targetDevice.Pointer);

    /// <summary>The top of a device's stack, referenced: ObDereferenceObject gives it back. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static DeviceObject IoGetAttachedDeviceReference(Machine machine, DeviceObject deviceObject)
    {
        var top = machine.Io.Stacks.Top(deviceObject.Pointer);
        machine.Io.Devices.TryReference(top);
        machine.Objects.NoteHeld(top);
        return new DeviceObject(machine, top);
    }

    /// <summary>
    /// Opens a device by name and returns the top of its stack with a referenced file object: ObDereferenceObject of the file object
    /// closes it. IRQL: PASSIVE_LEVEL.
    /// </summary>
    [Ddi(Family = DdiFamily.Object, Returns = typeof(NTSTATUS))]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static IEnumerator<KernelAction> IoGetDeviceObjectPointer(
        Machine machine,
        [Parameter(Text = TextArgument.Counted)] UnicodeString objectName,
        uint desiredAccess,
        Out<FileObject> fileObject,
        Out<DeviceObject> deviceObject) =>
        machine.Io.DevicePointers.Get(objectName, desiredAccess, fileObject, deviceObject);

    /// <summary>The top of the stack that a file object's requests go to. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static DeviceObject IoGetRelatedDeviceObject(Machine machine, FileObject fileObject) =>
        new(machine, machine.Io.Stacks.Top(fileObject.DeviceObject.Pointer));

    private static NTSTATUS Link(Machine machine, UnicodeString symbolicLinkName, UnicodeString deviceName)
    {
        var name = KernelText.Read(machine, symbolicLinkName);
        var status = machine.Io.Names.AddLink(name, KernelText.Read(machine, deviceName));
        if (status.IsSuccess)
        {
            machine.Resources.Acquired(ResourceKind.SymbolicLink, machine.Io.Names.KeyOf(name));
        }

        return status;
    }
}
