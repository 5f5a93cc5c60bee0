namespace Verifier.Kernel;

/// <summary>Routines about a driver as a whole: a call after DriverEntry, and the system's counts.</summary>
internal static class IoDriverDdis
{
    /// <summary>
    /// Registers a routine that is called when DriverEntry has succeeded; the routine may call this again. IRQL: PASSIVE_LEVEL.
    /// </summary>
    [Ddi(Modelled = "called when DriverEntry has returned; no other driver starts meanwhile")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static void IoRegisterDriverReinitialization(
        Machine machine, DriverObject driverObject, Routine<DRIVER_REINITIALIZE> driverReinitializationRoutine, Pointer context = default) =>
        machine.Io.Reinitializations.Register(driverObject.Pointer, driverReinitializationRoutine, context);

    /// <summary>The same for a boot driver; every driver is loaded while the system runs. IRQL: PASSIVE_LEVEL. Windows XP.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP, Modelled = "as IoRegisterDriverReinitialization")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static void IoRegisterBootDriverReinitialization(
        Machine machine, DriverObject driverObject, Routine<DRIVER_REINITIALIZE> driverReinitializationRoutine, Pointer context = default) =>
        machine.Io.Reinitializations.Register(driverObject.Pointer, driverReinitializationRoutine, context);

    /// <summary>
    /// The CONFIGURATION_INFORMATION of the system, 0x28 bytes: how many disks, ports and other devices there are. Drivers count theirs in it.
    /// IRQL: PASSIVE_LEVEL.
    /// </summary>
    [Ddi(Modelled = "no devices but those that drivers count")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static Pointer IoGetConfigurationInformation(Machine machine) => new(machine, machine.Executive.Shared.Configuration);

    /// <summary>The rights that reading, writing and executing stand for on files: a GENERIC_MAPPING. IRQL: PASSIVE_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static Pointer IoGetFileObjectGenericMapping(Machine machine) => new(machine, machine.Executive.Shared.FileMapping);

    /// <summary>The address at which the running thread's kernel stack began. IRQL: up to APC_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.APC_LEVEL)]
    public static Pointer IoGetInitialStack(Machine machine) => new(machine, machine.Scheduler.Current.Stack.End);

    /// <summary>
    /// The addresses at which the running thread's kernel stack ends and begins. Any IRQL; before Server 2003 up to APC_LEVEL.
    /// </summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL, Lower = KIRQL.APC_LEVEL, When = IrqlCondition.OlderWindows, Since = WindowsVersion.Server2003)]
    public static void IoGetStackLimits(Machine machine, Out<ulong> lowLimit, Out<ulong> highLimit)
    {
        machine.Memory.Write(lowLimit, machine.Scheduler.Current.Stack.Address);
        machine.Memory.Write(highLimit, machine.Scheduler.Current.Stack.End);
    }

    /// <summary>The process whose thread made a request; NULL for a request of no thread. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static Pointer IoGetRequestorProcess(Machine machine, Irp irp) =>
        irp.Thread.IsNull ? Pointer.Null : IoThreadToProcess(machine, irp.Thread);

    /// <summary>The process of a thread. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static Pointer IoThreadToProcess(Machine machine, Pointer thread) =>
        machine.SystemThreads.Of(thread) is { } found ? new Pointer(machine, machine.ProcessOf(found)) : Pointer.Null;
}
