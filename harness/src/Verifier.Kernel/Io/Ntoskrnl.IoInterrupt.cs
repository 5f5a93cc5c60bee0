namespace Verifier.Kernel;

/// <content>Interrupts and the DPC of a device.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>
    /// Connects an interrupt service routine to a vector; its interrupt object comes back, NULL on failure. A null spin lock means one of
    /// the interrupt's own. IRQL: PASSIVE_LEVEL. STATUS_INSUFFICIENT_RESOURCES, STATUS_INVALID_PARAMETER
    /// (facts/pool-and-memory-api.md §7).
    /// </summary>
    public NTSTATUS IoConnectInterrupt(
        out Pointer interruptObject,
        KSERVICE_ROUTINE serviceRoutine,
        Pointer serviceContext,
        Pointer spinLock,
        uint vector,
        KIRQL irql,
        KIRQL synchronizeIrql,
        KINTERRUPT_MODE interruptMode,
        bool shareVector,
        ulong processorEnableMask,
        bool floatingSave)
    {
        using var frame = new StackFrame(Machine);
        var result = frame.Push(0UL);
        var status = CallForStatus(
            IoInterruptDdis.IoConnectInterrupt, result, AddressOf(serviceRoutine), serviceContext, spinLock, vector, (ulong)irql,
            (ulong)synchronizeIrql, (ulong)interruptMode, shareVector ? 1UL : 0, processorEnableMask, floatingSave ? 1UL : 0);
        interruptObject = At(Machine.Memory.Read<ulong>(result));
        return status;
    }

    /// <summary>Disconnects it; the routine is not called any more. IRQL: PASSIVE_LEVEL.</summary>
    public void IoDisconnectInterrupt(Pointer interruptObject) => Call(IoInterruptDdis.IoDisconnectInterrupt, interruptObject);

    /// <summary>
    /// IoConnectInterruptEx with CONNECT_FULLY_SPECIFIED. Windows Vista and later. IRQL: PASSIVE_LEVEL. Fails as IoConnectInterrupt does.
    /// </summary>
    public NTSTATUS IoConnectInterruptEx(
        DeviceObject physicalDeviceObject,
        out Pointer interruptObject,
        KSERVICE_ROUTINE serviceRoutine,
        Pointer serviceContext,
        Pointer spinLock,
        uint vector,
        KIRQL irql,
        KIRQL synchronizeIrql,
        KINTERRUPT_MODE interruptMode,
        bool shareVector,
        ulong processorEnableMask)
    {
        using var frame = new StackFrame(Machine);
        var result = frame.Push(0UL);
        var parameters = At(frame.Push(InterruptParameters.Bytes));
        Machine.Memory.Fill(parameters, InterruptParameters.Bytes, 0);
        parameters.Write(InterruptParameters.Version, InterruptParameters.FullySpecified);
        parameters.WritePointer(InterruptParameters.PhysicalDevice, physicalDeviceObject.Pointer);
        parameters.Write(InterruptParameters.InterruptOut, result);
        parameters.Write(InterruptParameters.ServiceRoutine, AddressOf(serviceRoutine));
        parameters.WritePointer(InterruptParameters.ServiceContext, serviceContext);
        parameters.WritePointer(InterruptParameters.SpinLock, spinLock);
        parameters.Write(InterruptParameters.SynchronizeIrql, (byte)synchronizeIrql);
        parameters.Write(InterruptParameters.ShareVector, (byte)(shareVector ? 1 : 0));
        parameters.Write(InterruptParameters.Vector, vector);
        parameters.Write(InterruptParameters.Irql, (byte)irql);
        parameters.Write(InterruptParameters.Mode, (uint)interruptMode);
        parameters.Write(InterruptParameters.ProcessorMask, processorEnableMask);
        var status = CallForStatus(IoInterruptDdis.IoConnectInterruptEx, parameters);
        interruptObject = At(Machine.Memory.Read<ulong>(result));
        return status;
    }

    /// <summary>
    /// IoConnectInterruptEx with CONNECT_LINE_BASED: the interrupt that the device was assigned; a level of 0 to synchronise at means the
    /// device's. Windows Vista and later. IRQL: PASSIVE_LEVEL. STATUS_INVALID_PARAMETER for what is no physical device object.
    /// </summary>
    public NTSTATUS IoConnectInterruptEx(
        DeviceObject physicalDeviceObject,
        out Pointer interruptObject,
        KSERVICE_ROUTINE serviceRoutine,
        Pointer serviceContext,
        Pointer spinLock = default,
        KIRQL synchronizeIrql = KIRQL.PASSIVE_LEVEL)
    {
        using var frame = new StackFrame(Machine);
        var result = frame.Push(0UL);
        var parameters = At(frame.Push(InterruptParameters.Bytes));
        Machine.Memory.Fill(parameters, InterruptParameters.Bytes, 0);
        parameters.Write(InterruptParameters.Version, InterruptParameters.LineBased);
        parameters.WritePointer(InterruptParameters.PhysicalDevice, physicalDeviceObject.Pointer);
        parameters.Write(InterruptParameters.InterruptOut, result);
        parameters.Write(InterruptParameters.ServiceRoutine, AddressOf(serviceRoutine));
        parameters.WritePointer(InterruptParameters.ServiceContext, serviceContext);
        parameters.WritePointer(InterruptParameters.SpinLock, spinLock);
        parameters.Write(InterruptParameters.SynchronizeIrql, (byte)synchronizeIrql);
        var status = CallForStatus(IoInterruptDdis.IoConnectInterruptEx, parameters);
        interruptObject = At(Machine.Memory.Read<ulong>(result));
        return status;
    }

    /// <summary>IoDisconnectInterruptEx of either kind. Windows Vista and later. IRQL: PASSIVE_LEVEL.</summary>
    public void IoDisconnectInterruptEx(Pointer interruptObject)
    {
        using var frame = new StackFrame(Machine);
        var parameters = At(frame.Push(0x10));
        parameters.Write(InterruptParameters.Version, InterruptParameters.FullySpecified);
        parameters.WritePointer(InterruptParameters.ConnectionContext, interruptObject);
        Call(IoInterruptDdis.IoDisconnectInterruptEx, parameters);
    }

    /// <summary>Runs a routine at the interrupt's IRQL with its lock held; what the routine returns. IRQL: up to that level.</summary>
    public bool KeSynchronizeExecution(Pointer interrupt, KSYNCHRONIZE_ROUTINE synchronizeRoutine, Pointer synchronizeContext) =>
        Call(IoInterruptDdis.KeSynchronizeExecution, interrupt, AddressOf(synchronizeRoutine), synchronizeContext) != 0;

    /// <summary>Takes the interrupt's lock, raising to its IRQL; the level before. Windows XP and later.</summary>
    public KIRQL KeAcquireInterruptSpinLock(Pointer interrupt) =>
        (KIRQL)Call(IoInterruptDdis.KeAcquireInterruptSpinLock, interrupt);

    /// <summary>Releases the interrupt's lock and restores the level.</summary>
    public void KeReleaseInterruptSpinLock(Pointer interrupt, KIRQL oldIrql) =>
        Call(IoInterruptDdis.KeReleaseInterruptSpinLock, interrupt, (ulong)oldIrql);

    /// <summary>IoInitializeDpcRequest of wdm.h: KeInitializeDpc of the device object's own DPC.</summary>
    public void IoInitializeDpcRequest(DeviceObject deviceObject, IO_DPC_ROUTINE dpcRoutine) =>
        Call(Ddis.KeInitializeDpc, deviceObject.Dpc, AddressOf(dpcRoutine), deviceObject.Pointer);

    /// <summary>IoRequestDpc of wdm.h: KeInsertQueueDpc of the device object's own DPC, unless it is queued already.</summary>
    public void IoRequestDpc(DeviceObject deviceObject, Irp irp, Pointer context) =>
        Call(Ddis.KeInsertQueueDpc, deviceObject.Dpc, irp.Pointer, context);
}
