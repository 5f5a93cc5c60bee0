namespace Verifier.Kernel;

/// <content>I/O request packets.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>
    /// Allocates an IRP with so many stack locations; NULL when memory is short. It belongs to no thread: free it with IoFreeIrp, usually in
    /// its completion routine. IRQL: up to DISPATCH_LEVEL (facts/pool-and-memory-api.md §7).
    /// </summary>
    public Irp IoAllocateIrp(int stackSize, bool chargeQuota) =>
        new(this, CallForPointer(IoIrpDdis.IoAllocateIrp, (ulong)stackSize, chargeQuota ? 1UL : 0UL));

    /// <summary>Frees an IRP of IoAllocateIrp or IoBuildAsynchronousFsdRequest. IRQL: up to DISPATCH_LEVEL.</summary>
    public void IoFreeIrp(Irp irp) => Call(IoIrpDdis.IoFreeIrp, irp.Pointer);

    /// <summary>Makes an IRP of IoAllocateIrp as new, with a status. IRQL: up to DISPATCH_LEVEL.</summary>
    public void IoReuseIrp(Irp irp, NTSTATUS status) => Call(IoIrpDdis.IoReuseIrp, irp.Pointer, status.Value);

    /// <summary>Makes an IRP in memory of the driver's own. IRQL: up to DISPATCH_LEVEL.</summary>
    public void IoInitializeIrp(Irp irp, ushort packetSize, int stackSize) =>
        Call(IoIrpDdis.IoInitializeIrp, irp.Pointer, packetSize, (ulong)stackSize);

    /// <summary>IoSizeOfIrp: bytes of an IRP with so many stack locations.</summary>
    public ushort IoSizeOfIrp(int stackSize) => (ushort)IrpTable.SizeOf(stackSize);

    /// <summary>Makes an IRP that is part of a master IRP, whose IrpCount the driver sets. NULL when memory is short. IRQL: up to DISPATCH_LEVEL.</summary>
    public Irp IoMakeAssociatedIrp(Irp irp, int stackSize) =>
        new(this, CallForPointer(IoIrpDdis.IoMakeAssociatedIrp, irp.Pointer, (ulong)stackSize));

    /// <summary>
    /// Makes a device control request of this thread, which the I/O manager frees and whose event it signals. NULL when memory is short.
    /// IRQL: up to APC_LEVEL.
    /// </summary>
    public Irp IoBuildDeviceIoControlRequest(
        uint ioControlCode,
        DeviceObject deviceObject,
        Pointer inputBuffer,
        uint inputBufferLength,
        Pointer outputBuffer,
        uint outputBufferLength,
        bool internalDeviceIoControl,
        Pointer @event,
        IoStatusBlock ioStatusBlock) => new(
            this,
            CallForPointer(
                IoIrpDdis.IoBuildDeviceIoControlRequest, ioControlCode, deviceObject.Pointer, inputBuffer, inputBufferLength, outputBuffer,
                outputBufferLength, internalDeviceIoControl ? 1UL : 0UL, @event, ioStatusBlock.Pointer));

    /// <summary>
    /// Makes a read, write, flush, shutdown or PnP request of this thread, which the I/O manager frees and whose event it signals. NULL when
    /// memory is short. IRQL: up to APC_LEVEL.
    /// </summary>
    public Irp IoBuildSynchronousFsdRequest(
        IRP_MJ majorFunction,
        DeviceObject deviceObject,
        Pointer buffer,
        uint length,
        Pointer startingOffset,
        Pointer @event,
        IoStatusBlock ioStatusBlock) => new(
            this,
            CallForPointer(
                IoIrpDdis.IoBuildSynchronousFsdRequest, (ulong)majorFunction, deviceObject.Pointer, buffer, length, startingOffset, @event,
                ioStatusBlock.Pointer));

    /// <summary>
    /// Makes such a request of no thread: its completion routine frees it with IoFreeIrp, and its MDL or buffer before. NULL when memory is
    /// short. IRQL: up to APC_LEVEL.
    /// </summary>
    public Irp IoBuildAsynchronousFsdRequest(
        IRP_MJ majorFunction, DeviceObject deviceObject, Pointer buffer, uint length, Pointer startingOffset, IoStatusBlock ioStatusBlock) =>
        new(
            this,
            CallForPointer(
                IoIrpDdis.IoBuildAsynchronousFsdRequest, (ulong)majorFunction, deviceObject.Pointer, buffer, length, startingOffset,
                ioStatusBlock.Pointer));

    /// <summary>Passes an IRP to the next driver; the result is that driver's. IRQL: up to DISPATCH_LEVEL.</summary>
    public NTSTATUS IoCallDriver(DeviceObject deviceObject, Irp irp) => CallForStatus(IoIrpDdis.IofCallDriver, deviceObject.Pointer, irp.Pointer);

    /// <summary>The exported name of IoCallDriver.</summary>
    public NTSTATUS IofCallDriver(DeviceObject deviceObject, Irp irp) => IoCallDriver(deviceObject, irp);

    /// <summary>Completes an IRP with the status in it; the driver must not touch it afterwards. IRQL: up to DISPATCH_LEVEL.</summary>
    public void IoCompleteRequest(Irp irp, int priorityBoost = IO_LIMITS.IO_NO_INCREMENT) =>
        Call(IoIrpDdis.IofCompleteRequest, irp.Pointer, (ulong)priorityBoost);

    /// <summary>The exported name of IoCompleteRequest.</summary>
    public void IofCompleteRequest(Irp irp, int priorityBoost) => IoCompleteRequest(irp, priorityBoost);

    /// <summary>
    /// IoSetCompletionRoutine with memory that keeps the driver loaded until the routine has run. STATUS_INSUFFICIENT_RESOURCES. The memory
    /// goes when the routine runs, so an IRP that is never sent leaks it.
    /// </summary>
    public NTSTATUS IoSetCompletionRoutineEx(
        DeviceObject deviceObject,
        Irp irp,
        IO_COMPLETION_ROUTINE completionRoutine,
        Pointer context,
        bool invokeOnSuccess,
        bool invokeOnError,
        bool invokeOnCancel) => CallForStatus(
            IoIrpDdis.IoSetCompletionRoutineEx, deviceObject.Pointer, irp.Pointer, AddressOf(completionRoutine), context,
            invokeOnSuccess ? 1UL : 0UL, invokeOnError ? 1UL : 0UL, invokeOnCancel ? 1UL : 0UL);

    /// <summary>Cancels an IRP: true when it had a cancel routine, which has run. IRQL: up to DISPATCH_LEVEL.</summary>
    public bool IoCancelIrp(Irp irp) => Call(IoIrpDdis.IoCancelIrp, irp.Pointer) != 0;

    /// <summary>Takes the cancel spin lock and raises to DISPATCH_LEVEL.</summary>
    public void IoAcquireCancelSpinLock(out KIRQL irql)
    {
        using var frame = new StackFrame(Machine);
        var result = frame.Push((byte)0);
        Call(IoIrpDdis.IoAcquireCancelSpinLock, result);
        irql = (KIRQL)Machine.Memory.Read<byte>(result);
    }

    /// <summary>Releases the cancel spin lock; in a cancel routine with Irp-&gt;CancelIrql. IRQL: DISPATCH_LEVEL.</summary>
    public void IoReleaseCancelSpinLock(KIRQL irql) => Call(IoIrpDdis.IoReleaseCancelSpinLock, (ulong)irql);
}
