namespace Verifier.Kernel;

/// <content>
/// IoConnectInterruptEx and IoDisconnectInterruptEx with the members of their structures as parameters; macros of the headers for the DPC
/// of a device.
/// </content>
public abstract partial class Ntoskrnl
{
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
        var result = At(frame.Push(0UL));
        var parameters = PushParameters(frame, InterruptParameters.FullySpecified, physicalDeviceObject, result);
        parameters.Write(InterruptParameters.ServiceRoutine, AddressOf(serviceRoutine));
        parameters.WritePointer(InterruptParameters.ServiceContext, serviceContext);
        parameters.WritePointer(InterruptParameters.SpinLock, spinLock);
        parameters.Write(InterruptParameters.SynchronizeIrql, (byte)synchronizeIrql);
        parameters.Write(InterruptParameters.ShareVector, (byte)(shareVector ? 1 : 0));
        parameters.Write(InterruptParameters.Vector, vector);
        parameters.Write(InterruptParameters.Irql, (byte)irql);
        parameters.Write(InterruptParameters.Mode, (uint)interruptMode);
        parameters.Write(InterruptParameters.ProcessorMask, processorEnableMask);
        var status = IoConnectInterruptEx(new InterruptParameters(parameters));
        interruptObject = result.ReadPointer();
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
        var result = At(frame.Push(0UL));
        var parameters = PushParameters(frame, InterruptParameters.LineBased, physicalDeviceObject, result);
        parameters.Write(InterruptParameters.ServiceRoutine, AddressOf(serviceRoutine));
        parameters.WritePointer(InterruptParameters.ServiceContext, serviceContext);
        parameters.WritePointer(InterruptParameters.SpinLock, spinLock);
        parameters.Write(InterruptParameters.SynchronizeIrql, (byte)synchronizeIrql);
        var status = IoConnectInterruptEx(new InterruptParameters(parameters));
        interruptObject = result.ReadPointer();
        return status;
    }

    /// <summary>IoDisconnectInterruptEx of either kind. Windows Vista and later. IRQL: PASSIVE_LEVEL.</summary>
    public void IoDisconnectInterruptEx(Pointer interruptObject)
    {
        using var frame = new StackFrame(Machine);
        var parameters = At(frame.Push(0x10));
        parameters.Write(InterruptParameters.Version, InterruptParameters.FullySpecified);
        parameters.WritePointer(InterruptParameters.ConnectionContext, interruptObject);
        IoDisconnectInterruptEx(new InterruptParameters(parameters));
    }

    /// <summary>IoInitializeDpcRequest of wdm.h: KeInitializeDpc of the device object's own DPC.</summary>
    public void IoInitializeDpcRequest(DeviceObject deviceObject, IO_DPC_ROUTINE dpcRoutine) =>
        KeInitializeDpc(deviceObject.Dpc, AsDeferredRoutine(dpcRoutine), deviceObject.Pointer);

    /// <summary>IoRequestDpc of wdm.h: KeInsertQueueDpc of the device object's own DPC, unless it is queued already.</summary>
    public void IoRequestDpc(DeviceObject deviceObject, Irp irp, Pointer context) =>
        KeInsertQueueDpc(deviceObject.Dpc, irp.Pointer, context);

    // (PKDEFERRED_ROUTINE)DpcRoutine: the same address under another type.
    private KDEFERRED_ROUTINE AsDeferredRoutine(IO_DPC_ROUTINE routine)
    {
        KDEFERRED_ROUTINE cast = (dpc, device, irp, context) => routine(dpc, new DeviceObject(device), new Irp(irp), context);
        Image.Cast(cast, AddressOf(routine));
        return cast;
    }

    private Pointer PushParameters(StackFrame frame, uint version, DeviceObject physicalDeviceObject, Pointer result)
    {
        var parameters = At(frame.Push(InterruptParameters.Bytes));
        Machine.Memory.Fill(parameters, InterruptParameters.Bytes, 0);
        parameters.Write(InterruptParameters.Version, version);
        parameters.WritePointer(InterruptParameters.PhysicalDevice, physicalDeviceObject.Pointer);
        parameters.WritePointer(InterruptParameters.InterruptOut, result);
        return parameters;
    }
}
