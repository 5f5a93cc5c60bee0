namespace Verifier.Kernel;

/// <content>Timers, error log, driver extensions.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>Gives a device its timer, stopped. IRQL: PASSIVE_LEVEL. STATUS_INSUFFICIENT_RESOURCES.</summary>
    public NTSTATUS IoInitializeTimer(DeviceObject deviceObject, IO_TIMER_ROUTINE timerRoutine, Pointer context) =>
        CallForStatus(IoObjectDdis.IoInitializeTimer, deviceObject.Pointer, AddressOf(timerRoutine), context);

    /// <summary>The device's timer routine is called once a second. IRQL: up to DISPATCH_LEVEL.</summary>
    public void IoStartTimer(DeviceObject deviceObject) => Call(IoObjectDdis.IoStartTimer, deviceObject.Pointer);

    /// <summary>No longer.</summary>
    public void IoStopTimer(DeviceObject deviceObject) => Call(IoObjectDdis.IoStopTimer, deviceObject.Pointer);

    /// <summary>
    /// Allocates an error log entry of 48 to 240 bytes (x64), its IO_ERROR_LOG_PACKET included. NULL is no error for the driver
    /// (facts/pool-and-memory-api.md §7). IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    public Pointer IoAllocateErrorLogEntry(Pointer ioObject, byte entrySize) =>
        CallForPointer(IoObjectDdis.IoAllocateErrorLogEntry, ioObject, entrySize);

    /// <summary>The same for a device object.</summary>
    public Pointer IoAllocateErrorLogEntry(DeviceObject deviceObject, byte entrySize) =>
        IoAllocateErrorLogEntry(deviceObject.Pointer, entrySize);

    /// <summary>Writes an error log entry, which is the system's from then on.</summary>
    public void IoWriteErrorLogEntry(Pointer entry) => Call(IoObjectDdis.IoWriteErrorLogEntry, entry);

    /// <summary>Frees an error log entry that is not written.</summary>
    public void IoFreeErrorLogEntry(Pointer entry) => Call(IoObjectDdis.IoFreeErrorLogEntry, entry);

    /// <summary>
    /// Memory that goes with the driver object, found again by an address of the driver's choice. STATUS_INSUFFICIENT_RESOURCES,
    /// STATUS_OBJECT_NAME_COLLISION. IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    public NTSTATUS IoAllocateDriverObjectExtension(
        DriverObject driverObject, Pointer clientIdentificationAddress, uint driverObjectExtensionSize, out Pointer driverObjectExtension)
    {
        using var frame = new StackFrame(Machine);
        var result = frame.Push(0UL);
        var status = CallForStatus(
            IoObjectDdis.IoAllocateDriverObjectExtension, driverObject.Pointer, clientIdentificationAddress, driverObjectExtensionSize, result);
        driverObjectExtension = At(Machine.Memory.Read<ulong>(result));
        return status;
    }

    /// <summary>Finds that memory; NULL when there is none.</summary>
    public Pointer IoGetDriverObjectExtension(DriverObject driverObject, Pointer clientIdentificationAddress) =>
        CallForPointer(IoObjectDdis.IoGetDriverObjectExtension, driverObject.Pointer, clientIdentificationAddress);
}
