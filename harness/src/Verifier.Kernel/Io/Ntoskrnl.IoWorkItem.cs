namespace Verifier.Kernel;

/// <content>Work items.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>
    /// Allocates a work item for a device (or driver) object; NULL when memory is short. IRQL: up to DISPATCH_LEVEL
    /// (facts/pool-and-memory-api.md §7).
    /// </summary>
    public Pointer IoAllocateWorkItem(DeviceObject deviceObject) =>
        CallForPointer(IoWorkItemDdis.IoAllocateWorkItem, deviceObject.Pointer);

    /// <summary>Frees a work item that is not queued; its own routine may do so. IRQL: up to DISPATCH_LEVEL.</summary>
    public void IoFreeWorkItem(Pointer ioWorkItem) => Call(IoWorkItemDdis.IoFreeWorkItem, ioWorkItem);

    /// <summary>Bytes of a work item in memory of the driver's own. Windows Vista and later.</summary>
    public uint IoSizeofWorkItem() => (uint)Call(IoWorkItemDdis.IoSizeofWorkItem);

    /// <summary>
    /// Makes a work item for a device or driver object in <see cref="IoSizeofWorkItem"/> nonpaged bytes of the driver's own. Windows Vista
    /// and later. Any IRQL.
    /// </summary>
    public void IoInitializeWorkItem(Pointer ioObject, Pointer ioWorkItem) =>
        Call(IoWorkItemDdis.IoInitializeWorkItem, ioObject, ioWorkItem);

    /// <summary>Ends the use of such a work item, which must not be queued. Any IRQL.</summary>
    public void IoUninitializeWorkItem(Pointer ioWorkItem) => Call(IoWorkItemDdis.IoUninitializeWorkItem, ioWorkItem);

    /// <summary>
    /// Has a system worker thread call a routine at PASSIVE_LEVEL. The device object stays until it has returned. Never queue an item twice
    /// (0x96). IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    public void IoQueueWorkItem(Pointer ioWorkItem, IO_WORKITEM_ROUTINE workerRoutine, WORK_QUEUE_TYPE queueType, Pointer context) =>
        Call(IoWorkItemDdis.IoQueueWorkItem, ioWorkItem, AddressOf(workerRoutine), (ulong)queueType, context);

    /// <summary>The same with a routine that gets the work item as well. Windows Vista and later.</summary>
    public void IoQueueWorkItemEx(Pointer ioWorkItem, IO_WORKITEM_ROUTINE_EX workerRoutine, WORK_QUEUE_TYPE queueType, Pointer context) =>
        Call(IoWorkItemDdis.IoQueueWorkItemEx, ioWorkItem, AddressOf(workerRoutine), (ulong)queueType, context);
}
