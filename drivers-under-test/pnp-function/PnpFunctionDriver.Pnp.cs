using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.PnpFunction;

/// <content>Plug and play, power, WMI.</content>
public abstract partial class PnpFunctionDriver
{
    /// <summary>Stops sampling and gives back what StartDevice allocated. IRQL: PASSIVE_LEVEL.</summary>
    protected void StopDevice(PnpExtension extension)
    {
        if (!extension.IsStarted)
        {
            return;
        }

        extension.IsStarted = false;
        StopSampling(extension);
        IoFreeIrp(extension.StateIrp);
        IoFreeWorkItem(extension.WorkItem);
        IoFreeMdl(extension.BufferMdl);
        ExFreePoolWithTag(extension.Buffer, BufferTag);
    }

    private NTSTATUS DispatchPnp(DeviceObject device, Irp irp)
    {
        var extension = new PnpExtension(device.DeviceExtension);
        var status = IoAcquireRemoveLock(extension.RemoveLock, irp.Pointer);
        if (!NT_SUCCESS(status))
        {
            return CompleteRequest(irp, status, 0);
        }

        switch (IoGetCurrentIrpStackLocation(irp).MinorFunction)
        {
            case IRP_MN.IRP_MN_START_DEVICE:
                status = ForwardAndWait(extension, irp);
                status = NT_SUCCESS(status) ? StartDevice(extension) : status;
                status = CompleteRequest(irp, status, 0);
                break;

            case IRP_MN.IRP_MN_REMOVE_DEVICE:
                return RemoveDevice(extension, irp);

            case IRP_MN.IRP_MN_STOP_DEVICE:
                // Waiting reads stay in the queue: the device comes back with its next START.
                StopDevice(extension);
                status = Forward(extension, irp, STATUS_SUCCESS);
                break;

            case IRP_MN.IRP_MN_SURPRISE_REMOVAL:
                StopDevice(extension);
                CompleteWaitingReads(extension, STATUS_NO_SUCH_DEVICE);
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

    private NTSTATUS RemoveDevice(PnpExtension extension, Irp irp)
    {
        var (device, lower) = (extension.Self, extension.Lower);
        StopDevice(extension);
        CompleteWaitingReads(extension, STATUS_NO_SUCH_DEVICE);
        var status = Forward(extension, irp, STATUS_SUCCESS);
        IoReleaseRemoveLockAndWait(extension.RemoveLock, irp.Pointer);
        RtlFreeUnicodeString(extension.SerialNumber);
        IoDetachDevice(lower);
        IoDeleteDevice(device);
        return status;
    }

    private NTSTATUS DispatchPower(DeviceObject device, Irp irp)
    {
        var extension = new PnpExtension(device.DeviceExtension);
        var status = IoAcquireRemoveLock(extension.RemoveLock, irp.Pointer);
        if (!NT_SUCCESS(status))
        {
            return CompleteRequest(irp, status, 0);
        }

        var stack = IoGetCurrentIrpStackLocation(irp);
        var isDeviceSet = stack.MinorFunction == IRP_MN.IRP_MN_SET_POWER && stack.PowerType == POWER_STATE_TYPE.DevicePowerState;
        if (isDeviceSet && stack.PowerDeviceState == DEVICE_POWER_STATE.PowerDeviceD0)
        {
            // Up: the bus first, then the device. The completion routine gives the remove lock back.
            IoCopyCurrentIrpStackLocationToNext(irp);
            IoSetCompletionRoutine(irp, PoweredUp, extension.Pointer, true, true, true);
            IoMarkIrpPending(irp);
            IoCallDriver(extension.Lower, irp);
            return STATUS_PENDING;
        }

        if (isDeviceSet)
        {
            KeCancelTimer(extension.Timer);
        }

        status = Forward(extension, irp, isDeviceSet ? STATUS_SUCCESS : irp.Status);
        IoReleaseRemoveLock(extension.RemoveLock, irp.Pointer);
        return status;
    }

    private NTSTATUS PoweredUp(DeviceObject device, Irp irp, Pointer context)
    {
        var extension = new PnpExtension(context);
        if (NT_SUCCESS(irp.Status) && extension.IsStarted)
        {
            SetSamplingTimer(extension);
        }

        IoReleaseRemoveLock(extension.RemoveLock, irp.Pointer);
        return STATUS_SUCCESS;
    }

    private NTSTATUS DispatchSystemControl(DeviceObject device, Irp irp)
    {
        var extension = new PnpExtension(device.DeviceExtension);
        var status = IoAcquireRemoveLock(extension.RemoveLock, irp.Pointer);
        if (!NT_SUCCESS(status))
        {
            return CompleteRequest(irp, status, 0);
        }

        status = Forward(extension, irp, irp.Status);
        IoReleaseRemoveLock(extension.RemoveLock, irp.Pointer);
        return status;
    }

    private NTSTATUS Forward(PnpExtension extension, Irp irp, NTSTATUS status)
    {
        irp.Status = status;
        IoSkipCurrentIrpStackLocation(irp);
        return IoCallDriver(extension.Lower, irp);
    }

    private NTSTATUS ForwardAndWait(PnpExtension extension, Irp irp)
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
