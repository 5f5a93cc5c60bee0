namespace Verifier.Kernel;

/// <content>IoAllocateErrorLogEntry for a device object, which C passes as a void pointer.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>IoAllocateErrorLogEntry for a device object.</summary>
    public Pointer IoAllocateErrorLogEntry(DeviceObject deviceObject, byte entrySize) =>
        IoAllocateErrorLogEntry(deviceObject.Pointer, entrySize);
}
