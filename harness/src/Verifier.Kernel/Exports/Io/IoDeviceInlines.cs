namespace Verifier.Kernel;

/// <content>IoAttachDevice for models whose field is the variable that the device below is stored in.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>
    /// Attaches to the stack of a named device. The source device gets CLEANUP and CLOSE of the opening before this returns, and must
    /// forward them to the device below: <paramref name="attachedDevice"/> has to be a field of the driver, set by then. IRQL: PASSIVE_LEVEL.
    /// </summary>
    public NTSTATUS IoAttachDevice(DeviceObject sourceDevice, string targetDevice, out DeviceObject attachedDevice)
    {
        using var frame = new StackFrame(Machine);
        var result = At(frame.Push(0UL));

        // A field cannot be written while the call runs, only before it. No driver reads it before the source device gets a request.
        attachedDevice = new DeviceObject(At(Machine.Io.DevicePointers.Foresee(targetDevice)));
        var status = IoAttachDevice(sourceDevice, new UnicodeString(At(PushText(frame, targetDevice))), result);
        attachedDevice = new DeviceObject(result.ReadPointer());
        return status;
    }
}
