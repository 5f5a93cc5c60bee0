namespace Verifier.Kernel;

/// <summary>Timers of devices, error log, driver extensions (harness/docs/facts/memory.md#io-manager-routines).</summary>
internal static class IoObjectDdis
{
    /// <summary>Gives a device its timer, stopped. IRQL: PASSIVE_LEVEL. STATUS_INSUFFICIENT_RESOURCES.</summary>
    [Ddi(Family = DdiFamily.Object)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS IoInitializeTimer(
        Machine machine, DeviceObject deviceObject, Routine<IO_TIMER_ROUTINE> timerRoutine, Pointer context) =>
        machine.Io.Timers.Initialize(deviceObject.Pointer, timerRoutine, context);

    /// <summary>The device's timer routine is called once a second. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void IoStartTimer(Machine machine, DeviceObject deviceObject) => machine.Io.Timers.Start(deviceObject.Pointer);

    /// <summary>The device's timer routine is no longer called. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void IoStopTimer(Machine machine, DeviceObject deviceObject) => machine.Io.Timers.Stop(deviceObject.Pointer);

    /// <summary>
    /// Allocates an error log entry of 48 to 240 bytes (x64), its IO_ERROR_LOG_PACKET included. NULL is no error for the driver
    /// (harness/docs/facts/memory.md#io-manager-routines). IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    [Ddi(Family = DdiFamily.Object, LowResourcesSince = WindowsVersion.Vista)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    [Fails(FailureShape.Null)]
    public static Pointer IoAllocateErrorLogEntry(Machine machine, Pointer ioObject, [Size] byte entrySize) =>
        new(machine, machine.Io.ErrorLog.Allocate(entrySize));

    /// <summary>Writes an error log entry, which is the system's from then on. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void IoWriteErrorLogEntry(Machine machine, Pointer elEntry) => machine.Io.ErrorLog.Write(elEntry);

    /// <summary>Frees an error log entry that is not written. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void IoFreeErrorLogEntry(Machine machine, Pointer elEntry) => machine.Io.ErrorLog.Free(elEntry);

    /// <summary>
    /// Memory that goes with the driver object, found again by an address of the driver's choice. STATUS_INSUFFICIENT_RESOURCES,
    /// STATUS_OBJECT_NAME_COLLISION. IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    [Ddi(Family = DdiFamily.Object)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS IoAllocateDriverObjectExtension(
        Machine machine,
        DriverObject driverObject,
        Pointer clientIdentificationAddress,
        [Size] uint driverObjectExtensionSize,
        Out<Pointer> driverObjectExtension) =>
        machine.Io.Extensions.Allocate(
            driverObject.Pointer, clientIdentificationAddress, driverObjectExtensionSize, driverObjectExtension);

    /// <summary>
    /// Finds the memory of <see cref="IoAllocateDriverObjectExtension"/>; NULL when there is none. IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static Pointer IoGetDriverObjectExtension(Machine machine, DriverObject driverObject, Pointer clientIdentificationAddress) =>
        new(machine, machine.Io.Extensions.Get(driverObject.Pointer, clientIdentificationAddress));
}
