namespace Verifier.Kernel;

/// <content>Device objects, their names and stacks.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>
    /// Creates a device object; its extension is nonpaged and zeroed, 0 bytes give none. A null name makes an unnamed device. IRQL: up to
    /// APC_LEVEL. STATUS_INSUFFICIENT_RESOURCES, STATUS_OBJECT_NAME_COLLISION; then no device exists (facts/wdm-io.md §7).
    /// </summary>
    public NTSTATUS IoCreateDevice(
        DriverObject driverObject,
        uint deviceExtensionSize,
        string? deviceName,
        FILE_DEVICE deviceType,
        DEVICE_CHARACTERISTICS deviceCharacteristics,
        bool exclusive,
        out DeviceObject deviceObject)
    {
        using var frame = new StackFrame(Machine);
        var result = frame.Push(0UL);
        var name = PushText(frame, deviceName);
        var status = CallForStatus(
            IoDeviceDdis.IoCreateDevice, driverObject.Pointer, deviceExtensionSize, name, (ulong)deviceType, (ulong)deviceCharacteristics,
            exclusive ? 1UL : 0UL, result);
        deviceObject = new DeviceObject(At(Machine.Memory.Read<ulong>(result)));
        return status;
    }

    /// <summary>The same with the name as a UNICODE_STRING in memory.</summary>
    public NTSTATUS IoCreateDevice(
        DriverObject driverObject,
        uint deviceExtensionSize,
        UnicodeString deviceName,
        FILE_DEVICE deviceType,
        DEVICE_CHARACTERISTICS deviceCharacteristics,
        bool exclusive,
        out DeviceObject deviceObject)
    {
        using var frame = new StackFrame(Machine);
        var result = frame.Push(0UL);
        var status = CallForStatus(
            IoDeviceDdis.IoCreateDevice, driverObject.Pointer, deviceExtensionSize, deviceName.Pointer, (ulong)deviceType,
            (ulong)deviceCharacteristics, exclusive ? 1UL : 0UL, result);
        deviceObject = new DeviceObject(At(Machine.Memory.Read<ulong>(result)));
        return status;
    }

    /// <summary>Deletes a device object, once, after detaching it; it goes with its last reference. IRQL: up to APC_LEVEL.</summary>
    public void IoDeleteDevice(DeviceObject deviceObject) => Call(IoDeviceDdis.IoDeleteDevice, deviceObject.Pointer);

    /// <summary>Makes a symbolic link to a device name. IRQL: PASSIVE_LEVEL.</summary>
    public NTSTATUS IoCreateSymbolicLink(string symbolicLinkName, string deviceName)
    {
        using var frame = new StackFrame(Machine);
        return CallForStatus(IoDeviceDdis.IoCreateSymbolicLink, PushText(frame, symbolicLinkName), PushText(frame, deviceName));
    }

    /// <summary>The same with the names as UNICODE_STRINGs in memory.</summary>
    public NTSTATUS IoCreateSymbolicLink(UnicodeString symbolicLinkName, UnicodeString deviceName) =>
        CallForStatus(IoDeviceDdis.IoCreateSymbolicLink, symbolicLinkName.Pointer, deviceName.Pointer);

    /// <summary>Removes a symbolic link; STATUS_OBJECT_NAME_NOT_FOUND when there is none. IRQL: PASSIVE_LEVEL.</summary>
    public NTSTATUS IoDeleteSymbolicLink(string symbolicLinkName)
    {
        using var frame = new StackFrame(Machine);
        return CallForStatus(IoDeviceDdis.IoDeleteSymbolicLink, PushText(frame, symbolicLinkName));
    }

    /// <summary>The same with the name as a UNICODE_STRING in memory.</summary>
    public NTSTATUS IoDeleteSymbolicLink(UnicodeString symbolicLinkName) =>
        CallForStatus(IoDeviceDdis.IoDeleteSymbolicLink, symbolicLinkName.Pointer);

    /// <summary>
    /// Attaches a device to the top of a stack and returns the device it now stands on; NULL when the target is going away. IRQL: up to
    /// DISPATCH_LEVEL.
    /// </summary>
    public DeviceObject IoAttachDeviceToDeviceStack(DeviceObject sourceDevice, DeviceObject targetDevice) =>
        new(CallForPointer(IoDeviceDdis.IoAttachDeviceToDeviceStack, sourceDevice.Pointer, targetDevice.Pointer));

    /// <summary>The same, storing the device below at an address before the stack is complete. STATUS_NO_SUCH_DEVICE on failure.</summary>
    public NTSTATUS IoAttachDeviceToDeviceStackSafe(DeviceObject sourceDevice, DeviceObject targetDevice, Pointer attachedToDeviceObject) =>
        CallForStatus(IoDeviceDdis.IoAttachDeviceToDeviceStackSafe, sourceDevice.Pointer, targetDevice.Pointer, attachedToDeviceObject);

    /// <summary>
    /// Attaches to the stack of a named device. The source device gets CLEANUP and CLOSE of the opening before this returns, and must forward them
    /// to the device below: <paramref name="attachedDevice"/> has to be a field of the driver, set by then. IRQL: PASSIVE_LEVEL.
    /// </summary>
    public NTSTATUS IoAttachDevice(DeviceObject sourceDevice, string targetDevice, out DeviceObject attachedDevice)
    {
        using var frame = new StackFrame(Machine);
        var result = frame.Push(0UL);

        // A field cannot be written while the call runs, only before it. Nobody looks at it before the source device gets its first request.
        attachedDevice = new DeviceObject(At(Machine.Io.DevicePointers.Foresee(targetDevice)));
        var status = CallForStatus(IoDeviceDdis.IoAttachDevice, sourceDevice.Pointer, PushText(frame, targetDevice), result);
        attachedDevice = new DeviceObject(At(Machine.Memory.Read<ulong>(result)));
        return status;
    }

    /// <summary>The same, storing the device below at an address, such as one in the device extension, before the stack is complete.</summary>
    public NTSTATUS IoAttachDevice(DeviceObject sourceDevice, UnicodeString targetDevice, Pointer attachedDevice) =>
        CallForStatus(IoDeviceDdis.IoAttachDevice, sourceDevice.Pointer, targetDevice.Pointer, attachedDevice);

    /// <summary>Detaches whatever is attached to a device: give it the device below. IRQL: PASSIVE_LEVEL.</summary>
    public void IoDetachDevice(DeviceObject targetDevice) => Call(IoDeviceDdis.IoDetachDevice, targetDevice.Pointer);

    /// <summary>The top of a device's stack, referenced: ObDereferenceObject gives it back. IRQL: up to DISPATCH_LEVEL.</summary>
    public DeviceObject IoGetAttachedDeviceReference(DeviceObject deviceObject) =>
        new(CallForPointer(IoDeviceDdis.IoGetAttachedDeviceReference, deviceObject.Pointer));

    /// <summary>
    /// Opens a device by name and returns the top of its stack with a referenced file object: ObDereferenceObject of the file object
    /// closes it. IRQL: PASSIVE_LEVEL.
    /// </summary>
    public NTSTATUS IoGetDeviceObjectPointer(string objectName, uint desiredAccess, out FileObject fileObject, out DeviceObject deviceObject)
    {
        using var frame = new StackFrame(Machine);
        var file = frame.Push(0UL);
        var device = frame.Push(0UL);
        var status = CallForStatus(IoDeviceDdis.IoGetDeviceObjectPointer, PushText(frame, objectName), desiredAccess, file, device);
        fileObject = new FileObject(At(Machine.Memory.Read<ulong>(file)));
        deviceObject = new DeviceObject(At(Machine.Memory.Read<ulong>(device)));
        return status;
    }

    /// <summary>The top of the stack that a file object's requests go to. IRQL: up to DISPATCH_LEVEL.</summary>
    public DeviceObject IoGetRelatedDeviceObject(FileObject fileObject) =>
        new(CallForPointer(IoDeviceDdis.IoGetRelatedDeviceObject, fileObject.Pointer));

    /// <summary>A string literal as C has it: a UNICODE_STRING in the caller's frame. NULL for null.</summary>
    private ulong PushText(StackFrame frame, string? text)
    {
        if (text is null)
        {
            return 0;
        }

        var characters = frame.Push(Math.Max(1, text.Length) * sizeof(char));
        var address = frame.Push(UnicodeString.Bytes);
        KernelText.Write(Machine, address, characters, text);
        return address;
    }
}
