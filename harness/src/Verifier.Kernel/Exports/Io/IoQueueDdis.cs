namespace Verifier.Kernel;

/// <summary>StartIo and device queues (harness/docs/facts/io.md#routines-that-the-system-calls, #structure-layouts).</summary>
internal static class IoQueueDdis
{
    /// <summary>
    /// Hands an IRP to the driver's StartIo, now if the device is idle or after those before it; a key sorts. The IRP must be marked
    /// pending. With a cancel routine it can be cancelled while it is queued. IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static IEnumerator<KernelAction> IoStartPacket(
        Machine machine,
        DeviceObject deviceObject,
        Irp irp,
        OptionalIn<uint> key,
        [Parameter(IsOptional = true)] Routine<DRIVER_CANCEL> cancelFunction) =>
        machine.Io.Packets.Start(deviceObject.Pointer, irp.Pointer, key, cancelFunction);

    /// <summary>StartIo with the next IRP of the device, if there is one. IRQL: DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL, Lowest = KIRQL.DISPATCH_LEVEL)]
    public static IEnumerator<KernelAction> IoStartNextPacket(Machine machine, DeviceObject deviceObject, bool cancelable) =>
        machine.Io.Packets.StartNext(deviceObject.Pointer, cancelable, null);

    /// <summary>StartIo with the next IRP whose key is not smaller. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static IEnumerator<KernelAction> IoStartNextPacketByKey(Machine machine, DeviceObject deviceObject, bool cancelable, uint key) =>
        machine.Io.Packets.StartNext(deviceObject.Pointer, cancelable, key);

    /// <summary>Makes a device queue, idle, in 0x28 bytes of nonpaged memory.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void KeInitializeDeviceQueue(Machine machine, Pointer deviceQueue) => machine.Io.DeviceQueues.Initialise(deviceQueue);

    /// <summary>Queues an entry of 0x18 bytes; false, and the queue is busy now, when it was idle. IRQL: DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL, Lowest = KIRQL.DISPATCH_LEVEL)]
    public static bool KeInsertDeviceQueue(Machine machine, Pointer deviceQueue, Pointer deviceQueueEntry) =>
        DeviceQueue.Insert(machine, deviceQueue, deviceQueueEntry, null);

    /// <summary>As <see cref="KeInsertDeviceQueue"/>, in the order of keys.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL, Lowest = KIRQL.DISPATCH_LEVEL)]
    public static bool KeInsertByKeyDeviceQueue(Machine machine, Pointer deviceQueue, Pointer deviceQueueEntry, uint sortKey) =>
        DeviceQueue.Insert(machine, deviceQueue, deviceQueueEntry, sortKey);

    /// <summary>Takes the first entry; NULL, and the queue is idle now, when there is none. IRQL: DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL, Lowest = KIRQL.DISPATCH_LEVEL)]
    public static Pointer KeRemoveDeviceQueue(Machine machine, Pointer deviceQueue)
    {
        DeviceQueue.RequireBusy(machine, deviceQueue);
        return new Pointer(machine, DeviceQueue.Remove(machine, deviceQueue));
    }

    /// <summary>Takes the first entry whose key is not smaller, else the first. IRQL: DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL, Lowest = KIRQL.DISPATCH_LEVEL)]
    public static Pointer KeRemoveByKeyDeviceQueue(Machine machine, Pointer deviceQueue, uint sortKey)
    {
        DeviceQueue.RequireBusy(machine, deviceQueue);
        return new Pointer(machine, DeviceQueue.RemoveByKey(machine, deviceQueue, sortKey));
    }

    /// <summary>Takes one entry; false when it was not queued. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static bool KeRemoveEntryDeviceQueue(Machine machine, Pointer deviceQueue, Pointer deviceQueueEntry) =>
        DeviceQueue.RemoveEntry(machine, deviceQueueEntry);
}
