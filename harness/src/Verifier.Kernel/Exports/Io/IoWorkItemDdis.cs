namespace Verifier.Kernel;

/// <summary>
/// Work items (harness/docs/facts/io.md#work-items-and-threads, harness/docs/facts/memory.md#io-manager-routines). All queues have the same
/// threads.
/// </summary>
internal static class IoWorkItemDdis
{
    private const string OneSetOfThreads = "one set of worker threads for all queue types";

    /// <summary>
    /// Allocates a work item for a device (or driver) object; NULL when memory is short. IRQL: up to DISPATCH_LEVEL
    /// (harness/docs/facts/memory.md#io-manager-routines).
    /// </summary>
    [Ddi(Family = DdiFamily.WorkItem, LowResourcesSince = WindowsVersion.Vista)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    [Fails(FailureShape.Null)]
    public static Pointer IoAllocateWorkItem(Machine machine, DeviceObject deviceObject) =>
        new(machine, machine.Io.WorkItems.Allocate(deviceObject.Pointer));

    /// <summary>Frees a work item that is not queued; its own routine may do so. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void IoFreeWorkItem(Machine machine, Pointer ioWorkItem) => machine.Io.WorkItems.Free(ioWorkItem);

    /// <summary>Bytes of a work item in memory of the driver's own. Windows Vista and later. Any IRQL.</summary>
    [Ddi(Since = WindowsVersion.Vista)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static uint IoSizeofWorkItem(Machine machine) => WorkItems.Bytes;

    /// <summary>
    /// Makes a work item for a device or driver object in <see cref="IoSizeofWorkItem"/> nonpaged bytes of the driver's own. Windows Vista
    /// and later. Any IRQL.
    /// </summary>
    [Ddi(Since = WindowsVersion.Vista)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static void IoInitializeWorkItem(Machine machine, Pointer ioObject, Pointer ioWorkItem) =>
        machine.Io.WorkItems.Initialise(ioObject, ioWorkItem);

    /// <summary>Ends the use of such a work item, which must not be queued. Windows Vista and later. Any IRQL.</summary>
    [Ddi(Since = WindowsVersion.Vista)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static void IoUninitializeWorkItem(Machine machine, Pointer ioWorkItem) => machine.Io.WorkItems.Uninitialise(ioWorkItem);

    /// <summary>
    /// Queues a call of a routine by a system worker thread at PASSIVE_LEVEL. The device object stays until it has returned. Never queue an
    /// item twice (0x96). IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    [Ddi(Modelled = OneSetOfThreads)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void IoQueueWorkItem(
        Machine machine, Pointer ioWorkItem, Routine<IO_WORKITEM_ROUTINE> workerRoutine, WORK_QUEUE_TYPE queueType, Pointer context) =>
        machine.Io.WorkItems.Queue(ioWorkItem, workerRoutine, context, isExtended: false);

    /// <summary>As <see cref="IoQueueWorkItem"/>, with a routine that gets the work item as well. Windows Vista and later.</summary>
    [Ddi(Since = WindowsVersion.Vista, Modelled = OneSetOfThreads)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void IoQueueWorkItemEx(
        Machine machine, Pointer ioWorkItem, Routine<IO_WORKITEM_ROUTINE_EX> workerRoutine, WORK_QUEUE_TYPE queueType, Pointer context) =>
        machine.Io.WorkItems.Queue(ioWorkItem, workerRoutine, context, isExtended: true);
}
