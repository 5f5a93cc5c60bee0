namespace Verifier.Kernel;

/// <content>StartIo and device queues.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>
    /// Hands an IRP to the driver's StartIo, now if the device is idle or after those before it; a key sorts. The IRP must be marked
    /// pending. With a cancel routine it can be cancelled while it is queued. IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    public void IoStartPacket(DeviceObject deviceObject, Irp irp, uint? key, DRIVER_CANCEL? cancelFunction)
    {
        using var frame = new StackFrame(Machine);
        var keyAddress = key is { } value ? frame.Push(value) : 0;
        Call(IoQueueDdis.IoStartPacket, deviceObject.Pointer, irp.Pointer, keyAddress, AddressOf(cancelFunction));
    }

    /// <summary>StartIo with the next IRP of the device, if there is one. IRQL: DISPATCH_LEVEL.</summary>
    public void IoStartNextPacket(DeviceObject deviceObject, bool cancelable) =>
        Call(IoQueueDdis.IoStartNextPacket, deviceObject.Pointer, cancelable ? 1UL : 0UL);

    /// <summary>StartIo with the next IRP whose key is not smaller. IRQL: up to DISPATCH_LEVEL.</summary>
    public void IoStartNextPacketByKey(DeviceObject deviceObject, bool cancelable, uint key) =>
        Call(IoQueueDdis.IoStartNextPacketByKey, deviceObject.Pointer, cancelable ? 1UL : 0UL, key);

    /// <summary>Makes a device queue, idle, in 0x28 bytes of nonpaged memory.</summary>
    public void KeInitializeDeviceQueue(Pointer deviceQueue) => Call(IoQueueDdis.KeInitializeDeviceQueue, deviceQueue);

    /// <summary>Queues an entry of 0x18 bytes; false, and the queue is busy now, when it was idle. IRQL: DISPATCH_LEVEL.</summary>
    public bool KeInsertDeviceQueue(Pointer deviceQueue, Pointer deviceQueueEntry) =>
        Call(IoQueueDdis.KeInsertDeviceQueue, deviceQueue, deviceQueueEntry) != 0;

    /// <summary>The same in the order of keys.</summary>
    public bool KeInsertByKeyDeviceQueue(Pointer deviceQueue, Pointer deviceQueueEntry, uint sortKey) =>
        Call(IoQueueDdis.KeInsertByKeyDeviceQueue, deviceQueue, deviceQueueEntry, sortKey) != 0;

    /// <summary>Takes the first entry; NULL, and the queue is idle now, when there is none. IRQL: DISPATCH_LEVEL.</summary>
    public Pointer KeRemoveDeviceQueue(Pointer deviceQueue) => CallForPointer(IoQueueDdis.KeRemoveDeviceQueue, deviceQueue);

    /// <summary>Takes the first entry whose key is not smaller, else the first.</summary>
    public Pointer KeRemoveByKeyDeviceQueue(Pointer deviceQueue, uint sortKey) =>
        CallForPointer(IoQueueDdis.KeRemoveByKeyDeviceQueue, deviceQueue, sortKey);

    /// <summary>Takes one entry; false when it was not queued.</summary>
    public bool KeRemoveEntryDeviceQueue(Pointer deviceQueue, Pointer deviceQueueEntry) =>
        Call(IoQueueDdis.KeRemoveEntryDeviceQueue, deviceQueue, deviceQueueEntry) != 0;
}
