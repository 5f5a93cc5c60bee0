namespace Verifier.Kernel;

/// <summary>I/O request packets: allocation, passing on, completion, cancellation (harness/docs/facts/io.md#irp-mechanics).</summary>
internal static class IoIrpDdis
{
    /// <summary>
    /// Allocates an IRP with so many stack locations; NULL when memory is short. It belongs to no thread: free it with IoFreeIrp, usually
    /// in its completion routine. IRQL: up to DISPATCH_LEVEL (harness/docs/facts/memory.md#io-manager-routines).
    /// </summary>
    [Ddi(Family = DdiFamily.Irp, LowResourcesSince = WindowsVersion.Vista)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    [Fails(FailureShape.Null)]
    public static Irp IoAllocateIrp(Machine machine, [Parameter(InC = typeof(sbyte))] int stackSize, bool chargeQuota) =>
        new(machine, machine.Io.Irps.Allocate(stackSize, IrpKind.Driver));

    /// <summary>Frees an IRP of IoAllocateIrp or IoBuildAsynchronousFsdRequest. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void IoFreeIrp(Machine machine, Irp irp) => IrpRules.Free(machine, irp.Pointer);

    /// <summary>Makes an IRP of IoAllocateIrp as new, with a status. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void IoReuseIrp(Machine machine, Irp irp, NTSTATUS status) => IrpRules.Reuse(machine, irp.Pointer, status);

    /// <summary>Makes an IRP in memory of the driver's own. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void IoInitializeIrp(Machine machine, Irp irp, ushort packetSize, [Parameter(InC = typeof(sbyte))] int stackSize) =>
        IrpRules.Initialize(machine, irp.Pointer, packetSize, stackSize);

    /// <summary>
    /// Makes an IRP that is part of a master IRP, whose IrpCount the driver sets. NULL when memory is short. IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    [Ddi(Family = DdiFamily.Irp, LowResourcesSince = WindowsVersion.Windows7)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    [Fails(FailureShape.Null)]
    public static Irp IoMakeAssociatedIrp(Machine machine, Irp irp, [Parameter(InC = typeof(sbyte))] int stackSize) =>
        new(machine, machine.Io.Builder.MakeAssociated(irp.Pointer, stackSize));

    /// <summary>
    /// Makes a device control request of this thread, which the I/O manager frees and whose event it signals. NULL when memory is short.
    /// IRQL: up to APC_LEVEL.
    /// </summary>
    [Ddi(Family = DdiFamily.Irp, LowResourcesSince = WindowsVersion.Windows7)]
    [Irql(KIRQL.APC_LEVEL)]
    [Fails(FailureShape.Null)]
    public static Irp IoBuildDeviceIoControlRequest(
        Machine machine,
        uint ioControlCode,
        DeviceObject deviceObject,
        Pointer inputBuffer,
        uint inputBufferLength,
        Pointer outputBuffer,
        uint outputBufferLength,
        bool internalDeviceIoControl,
        Pointer @event,
        IoStatusBlock ioStatusBlock)
    {
        var irp = machine.Io.Builder.BuildControl(
            internalDeviceIoControl ? IRP_MJ.IRP_MJ_INTERNAL_DEVICE_CONTROL : IRP_MJ.IRP_MJ_DEVICE_CONTROL,
            ioControlCode,
            deviceObject,
            (inputBuffer, inputBufferLength),
            (outputBuffer, outputBufferLength),
            @event,
            ioStatusBlock.Pointer);
        return new Irp(machine, irp);
    }

    /// <summary>
    /// Makes a read, write, flush, shutdown or PnP request of this thread, which the I/O manager frees and whose event it signals. NULL
    /// when memory is short. IRQL: up to APC_LEVEL.
    /// </summary>
    [Ddi(Family = DdiFamily.Irp, LowResourcesSince = WindowsVersion.Windows7)]
    [Irql(KIRQL.APC_LEVEL)]
    [Fails(FailureShape.Null)]
    public static Irp IoBuildSynchronousFsdRequest(
        Machine machine,
        [Parameter(InC = typeof(uint))] IRP_MJ majorFunction,
        DeviceObject deviceObject,
        Pointer buffer,
        uint length,
        Pointer startingOffset,
        Pointer @event,
        IoStatusBlock ioStatusBlock)
    {
        var irp = machine.Io.Builder.BuildFsd(
            IrpKind.Threaded, majorFunction, deviceObject, (buffer, length), startingOffset, @event, ioStatusBlock.Pointer);
        return new Irp(machine, irp);
    }

    /// <summary>
    /// Makes such a request of no thread: its completion routine frees it with IoFreeIrp, and its MDL or buffer before. NULL when memory is
    /// short. IRQL: up to APC_LEVEL.
    /// </summary>
    [Ddi(Family = DdiFamily.Irp, LowResourcesSince = WindowsVersion.Windows7)]
    [Irql(KIRQL.APC_LEVEL)]
    [Fails(FailureShape.Null)]
    public static Irp IoBuildAsynchronousFsdRequest(
        Machine machine,
        [Parameter(InC = typeof(uint))] IRP_MJ majorFunction,
        DeviceObject deviceObject,
        Pointer buffer,
        uint length,
        Pointer startingOffset,
        IoStatusBlock ioStatusBlock)
    {
        var irp = machine.Io.Builder.BuildFsd(
            IrpKind.Asynchronous, majorFunction, deviceObject, (buffer, length), startingOffset, signal: 0, ioStatusBlock.Pointer);
        return new Irp(machine, irp);
    }

    /// <summary>Passes an IRP to the next driver; the result is that driver's. The exported name of IoCallDriver.</summary>
    [Ddi(Returns = typeof(NTSTATUS))]
    [Irql(KIRQL.DISPATCH_LEVEL, ChecksItself = true)]
    public static IEnumerator<KernelAction> IofCallDriver(Machine machine, DeviceObject deviceObject, Irp irp) =>
        machine.Io.Calls.Call(deviceObject.Pointer, irp.Pointer);

    /// <summary>
    /// The exported name of IoCompleteRequest: completes an IRP with the status in it; the driver must not touch it afterwards. IRQL: up to
    /// DISPATCH_LEVEL.
    /// </summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL, ChecksItself = true)]
    public static IEnumerator<KernelAction> IofCompleteRequest(
        Machine machine, Irp irp, [Parameter(InC = typeof(sbyte))] int priorityBoost) =>
        machine.Io.Completion.Complete(irp.Pointer);

    /// <summary>
    /// IoSetCompletionRoutine with memory that keeps the driver loaded until the routine has run. STATUS_INSUFFICIENT_RESOURCES. The memory
    /// goes when the routine runs, so an IRP that is never sent leaks it. Windows XP and later. IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    [Ddi(Family = DdiFamily.Irp, Since = WindowsVersion.WindowsXP, LowResourcesSince = WindowsVersion.Windows7)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS IoSetCompletionRoutineEx(
        Machine machine,
        DeviceObject deviceObject,
        Irp irp,
        Routine<IO_COMPLETION_ROUTINE> completionRoutine,
        Pointer context,
        bool invokeOnSuccess,
        bool invokeOnError,
        bool invokeOnCancel)
    {
        var when = (invokeOnSuccess ? SL_CONTROL.SL_INVOKE_ON_SUCCESS : 0)
            | (invokeOnError ? SL_CONTROL.SL_INVOKE_ON_ERROR : 0)
            | (invokeOnCancel ? SL_CONTROL.SL_INVOKE_ON_CANCEL : 0);
        return machine.Io.CompletionContexts.Set(irp, completionRoutine, context, when);
    }

    /// <summary>Cancels an IRP: true when it had a cancel routine, which has run. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(Returns = typeof(bool))]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static IEnumerator<KernelAction> IoCancelIrp(Machine machine, Irp irp) => machine.Io.Cancellation.Cancel(irp.Pointer);

    /// <summary>Takes the cancel spin lock and raises to DISPATCH_LEVEL. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void IoAcquireCancelSpinLock(Machine machine, Out<KIRQL> irql) =>
        machine.Memory.Write(irql, (byte)machine.Io.Cancellation.Acquire());

    /// <summary>Releases the cancel spin lock; in a cancel routine with Irp-&gt;CancelIrql. IRQL: DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL, Lowest = KIRQL.DISPATCH_LEVEL, ChecksItself = true)]
    public static void IoReleaseCancelSpinLock(Machine machine, KIRQL irql) => machine.Io.Cancellation.Release(irql);
}
