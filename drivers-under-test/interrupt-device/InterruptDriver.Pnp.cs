using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.InterruptDevice;

/// <content>Plug and play.</content>
public abstract partial class InterruptDriver
{
    private const ushort LatchedInterrupt = 1;

    private NTSTATUS DispatchPnp(DeviceObject device, Irp irp)
    {
        var extension = new InterruptExtension(device.DeviceExtension);
        var status = IoAcquireRemoveLock(extension.RemoveLock, irp.Pointer);
        if (!NT_SUCCESS(status))
        {
            return CompleteRequest(irp, status, 0);
        }

        switch (IoGetCurrentIrpStackLocation(irp).MinorFunction)
        {
            case IRP_MN.IRP_MN_START_DEVICE:
                status = ForwardAndWait(extension, irp);
                status = NT_SUCCESS(status) ? StartDevice(extension, irp) : status;
                status = CompleteRequest(irp, status, 0);
                break;

            case IRP_MN.IRP_MN_REMOVE_DEVICE:
                return RemoveDevice(extension, irp);

            case IRP_MN.IRP_MN_STOP_DEVICE:
            case IRP_MN.IRP_MN_SURPRISE_REMOVAL:
                StopDevice(extension);
                status = Forward(extension, irp, STATUS_SUCCESS);
                break;

            case IRP_MN.IRP_MN_QUERY_STOP_DEVICE:
            case IRP_MN.IRP_MN_CANCEL_STOP_DEVICE:
            case IRP_MN.IRP_MN_QUERY_REMOVE_DEVICE:
            case IRP_MN.IRP_MN_CANCEL_REMOVE_DEVICE:
                status = Forward(extension, irp, STATUS_SUCCESS);
                break;

            default:
                status = Forward(extension, irp, irp.Status);
                break;
        }

        IoReleaseRemoveLock(extension.RemoveLock, irp.Pointer);
        return status;
    }

    private NTSTATUS DispatchForward(DeviceObject device, Irp irp)
    {
        var extension = new InterruptExtension(device.DeviceExtension);
        var status = IoAcquireRemoveLock(extension.RemoveLock, irp.Pointer);
        if (!NT_SUCCESS(status))
        {
            return CompleteRequest(irp, status, 0);
        }

        status = Forward(extension, irp, irp.Status);
        IoReleaseRemoveLock(extension.RemoveLock, irp.Pointer);
        return status;
    }

    private NTSTATUS StartDevice(InterruptExtension extension, Irp irp)
    {
        var status = AllocateResources(extension);
        if (!NT_SUCCESS(status))
        {
            return status;
        }

        status = ConnectInterrupt(extension, IoGetCurrentIrpStackLocation(irp).AllocatedResourcesTranslated);
        if (!NT_SUCCESS(status))
        {
            FreeResources(extension);
            return status;
        }

        extension.IsStarted = true;
        return STATUS_SUCCESS;
    }

    private void StopDevice(InterruptExtension extension)
    {
        if (!extension.IsStarted)
        {
            return;
        }

        extension.IsStarted = false;
        IoDisconnectInterrupt(extension.Interrupt);
        extension.Interrupt = Pointer.Null;

        // A DPC that the last interrupt queued must have run before its memory goes.
        KeFlushQueuedDpcs();
        FreeResources(extension);
    }

    private NTSTATUS RemoveDevice(InterruptExtension extension, Irp irp)
    {
        var (device, lower) = (extension.Self, extension.Lower);
        StopDevice(extension);
        var status = Forward(extension, irp, STATUS_SUCCESS);
        IoReleaseRemoveLockAndWait(extension.RemoveLock, irp.Pointer);
        IoDetachDevice(lower);
        IoDeleteDevice(device);
        return status;
    }

    private NTSTATUS ConnectInterrupt(InterruptExtension extension, CmResourceList resources)
    {
        for (var i = 0; !resources.IsNull && i < resources.Count; i++)
        {
            var descriptor = resources[i];
            if (descriptor.Type == CM_RESOURCE_TYPE.CmResourceTypeInterrupt)
            {
                var irql = (KIRQL)descriptor.Level;
                var status = IoConnectInterrupt(
                    out var interrupt,
                    InterruptService,
                    extension.Pointer,
                    Pointer.Null,
                    descriptor.Vector,
                    irql,
                    irql,
                    descriptor.Flags == LatchedInterrupt ? KINTERRUPT_MODE.Latched : KINTERRUPT_MODE.LevelSensitive,
                    shareVector: true,
                    descriptor.Affinity,
                    floatingSave: false);
                extension.Interrupt = interrupt;
                return status;
            }
        }

        return STATUS_DEVICE_CONFIGURATION_ERROR;
    }

    private bool InterruptService(Pointer interrupt, Pointer serviceContext)
    {
        var extension = new InterruptExtension(serviceContext);
        extension.Pending++;
        IoRequestDpc(extension.Self, default, serviceContext);
        return true;
    }

    private void DpcForIsr(Pointer dpc, DeviceObject device, Irp irp, Pointer context)
    {
        var extension = new InterruptExtension(context);
        if (!extension.IsStarted)
        {
            return;
        }

        // One DPC may stand for several interrupts: IoRequestDpc does not queue it twice.
        var taken = Local(sizeof(uint) + sizeof(ulong));
        taken.WritePointer(0, context);
        KeSynchronizeExecution(extension.Interrupt, TakePending, taken);
        HandleInterrupts(extension, taken.Read<uint>(sizeof(ulong)));
    }

    private bool TakePending(Pointer synchronizeContext)
    {
        var extension = new InterruptExtension(synchronizeContext.ReadPointer());
        synchronizeContext.Write(sizeof(ulong), extension.Pending);
        extension.Pending = 0;
        return true;
    }

    private NTSTATUS Forward(InterruptExtension extension, Irp irp, NTSTATUS status)
    {
        irp.Status = status;
        IoSkipCurrentIrpStackLocation(irp);
        return IoCallDriver(extension.Lower, irp);
    }

    private NTSTATUS ForwardAndWait(InterruptExtension extension, Irp irp)
    {
        var completed = Local(SizeOf.KEVENT);
        KeInitializeEvent(completed, EVENT_TYPE.NotificationEvent, false);
        IoCopyCurrentIrpStackLocationToNext(irp);
        IoSetCompletionRoutine(irp, SignalCompletion, completed, true, true, true);
        var status = IoCallDriver(extension.Lower, irp);
        if (status == STATUS_PENDING)
        {
            KeWaitForSingleObject(completed);
            status = irp.Status;
        }

        return status;
    }

    private NTSTATUS SignalCompletion(DeviceObject device, Irp irp, Pointer context)
    {
        if (irp.PendingReturned)
        {
            KeSetEvent(context);
        }

        return STATUS_MORE_PROCESSING_REQUIRED;
    }
}
