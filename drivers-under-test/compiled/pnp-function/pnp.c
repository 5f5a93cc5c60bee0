/*
 * Plug and play, power, WMI.
 */
#include "function.h"

static IO_COMPLETION_ROUTINE PoweredUp;
static IO_COMPLETION_ROUTINE SignalCompletion;
static VOID StopDevice(PPNP_EXTENSION Extension);
static NTSTATUS RemoveDevice(PPNP_EXTENSION Extension, PIRP Irp);
static NTSTATUS Forward(PPNP_EXTENSION Extension, PIRP Irp, NTSTATUS Status);
static NTSTATUS ForwardAndWait(PPNP_EXTENSION Extension, PIRP Irp);

#pragma alloc_text(PAGE, DispatchPnp)
#pragma alloc_text(PAGE, StopDevice)
#pragma alloc_text(PAGE, RemoveDevice)
#pragma alloc_text(PAGE, ForwardAndWait)

/* Stops sampling and frees what StartDevice allocated. IRQL: PASSIVE_LEVEL. */
static
VOID
StopDevice(
    PPNP_EXTENSION Extension)
{
    PAGED_CODE();

    if (!Extension->Started) {
        return;
    }

    Extension->Started = FALSE;
    StopSampling(Extension);
    IoFreeIrp(Extension->StateIrp);
    IoFreeWorkItem(Extension->WorkItem);
    IoFreeMdl(Extension->BufferMdl);
    ExFreePoolWithTag(Extension->Buffer, BUFFER_TAG);
}

NTSTATUS
DispatchPnp(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp)
{
    PPNP_EXTENSION extension = DeviceObject->DeviceExtension;
    NTSTATUS status;

    PAGED_CODE();

    status = IoAcquireRemoveLock(&extension->RemoveLock, Irp);
    if (!NT_SUCCESS(status)) {
        return CompleteRequest(Irp, status, 0);
    }

    switch (IoGetCurrentIrpStackLocation(Irp)->MinorFunction) {
    case IRP_MN_START_DEVICE:
        status = ForwardAndWait(extension, Irp);
        if (NT_SUCCESS(status)) {
            status = StartDevice(extension);
        }

        status = CompleteRequest(Irp, status, 0);
        break;

    case IRP_MN_REMOVE_DEVICE:
        return RemoveDevice(extension, Irp);

    case IRP_MN_STOP_DEVICE:

        /* Waiting reads stay in the queue: the device comes back with its next START. */
        StopDevice(extension);
        status = Forward(extension, Irp, STATUS_SUCCESS);
        break;

    case IRP_MN_SURPRISE_REMOVAL:
        StopDevice(extension);
        CompleteWaitingReads(extension, STATUS_NO_SUCH_DEVICE);
        status = Forward(extension, Irp, STATUS_SUCCESS);
        break;

    case IRP_MN_QUERY_STOP_DEVICE:
    case IRP_MN_CANCEL_STOP_DEVICE:
    case IRP_MN_QUERY_REMOVE_DEVICE:
    case IRP_MN_CANCEL_REMOVE_DEVICE:
        status = Forward(extension, Irp, STATUS_SUCCESS);
        break;

    default:
        status = Forward(extension, Irp, Irp->IoStatus.Status);
        break;
    }

    IoReleaseRemoveLock(&extension->RemoveLock, Irp);
    return status;
}

static
NTSTATUS
RemoveDevice(
    PPNP_EXTENSION Extension,
    PIRP Irp)
{
    PDEVICE_OBJECT device = Extension->Self;
    PDEVICE_OBJECT lower = Extension->Lower;
    NTSTATUS status;

    PAGED_CODE();

    StopDevice(Extension);
    CompleteWaitingReads(Extension, STATUS_NO_SUCH_DEVICE);
    status = Forward(Extension, Irp, STATUS_SUCCESS);
    IoReleaseRemoveLockAndWait(&Extension->RemoveLock, Irp);
    RtlFreeUnicodeString(&Extension->SerialNumber);
    IoDetachDevice(lower);
    IoDeleteDevice(device);
    return status;
}

NTSTATUS
DispatchPower(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp)
{
    PPNP_EXTENSION extension = DeviceObject->DeviceExtension;
    PIO_STACK_LOCATION stack = IoGetCurrentIrpStackLocation(Irp);
    BOOLEAN deviceSet;
    NTSTATUS status;

    status = IoAcquireRemoveLock(&extension->RemoveLock, Irp);
    if (!NT_SUCCESS(status)) {
        return CompleteRequest(Irp, status, 0);
    }

    deviceSet = stack->MinorFunction == IRP_MN_SET_POWER && stack->Parameters.Power.Type == DevicePowerState;
    if (deviceSet && stack->Parameters.Power.State.DeviceState == PowerDeviceD0) {

        /* Up: the bus first, then the device. The completion routine releases the remove lock. */
        IoCopyCurrentIrpStackLocationToNext(Irp);
        IoSetCompletionRoutine(Irp, PoweredUp, extension, TRUE, TRUE, TRUE);
        IoMarkIrpPending(Irp);
        IoCallDriver(extension->Lower, Irp);
        return STATUS_PENDING;
    }

    if (deviceSet) {
        KeCancelTimer(&extension->Timer);
    }

    status = Forward(extension, Irp, deviceSet ? STATUS_SUCCESS : Irp->IoStatus.Status);
    IoReleaseRemoveLock(&extension->RemoveLock, Irp);
    return status;
}

static
NTSTATUS
PoweredUp(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp,
    PVOID Context)
{
    PPNP_EXTENSION extension = Context;

    UNREFERENCED_PARAMETER(DeviceObject);

    if (NT_SUCCESS(Irp->IoStatus.Status) && extension->Started) {
        SetSamplingTimer(extension);
    }

    IoReleaseRemoveLock(&extension->RemoveLock, Irp);
    return STATUS_SUCCESS;
}

NTSTATUS
DispatchSystemControl(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp)
{
    PPNP_EXTENSION extension = DeviceObject->DeviceExtension;
    NTSTATUS status;

    status = IoAcquireRemoveLock(&extension->RemoveLock, Irp);
    if (!NT_SUCCESS(status)) {
        return CompleteRequest(Irp, status, 0);
    }

    status = Forward(extension, Irp, Irp->IoStatus.Status);
    IoReleaseRemoveLock(&extension->RemoveLock, Irp);
    return status;
}

static
NTSTATUS
Forward(
    PPNP_EXTENSION Extension,
    PIRP Irp,
    NTSTATUS Status)
{
    Irp->IoStatus.Status = Status;
    IoSkipCurrentIrpStackLocation(Irp);
    return IoCallDriver(Extension->Lower, Irp);
}

static
NTSTATUS
ForwardAndWait(
    PPNP_EXTENSION Extension,
    PIRP Irp)
{
    KEVENT completed;
    NTSTATUS status;

    PAGED_CODE();

    KeInitializeEvent(&completed, NotificationEvent, FALSE);
    IoCopyCurrentIrpStackLocationToNext(Irp);
    IoSetCompletionRoutine(Irp, SignalCompletion, &completed, TRUE, TRUE, TRUE);
    status = IoCallDriver(Extension->Lower, Irp);
    if (status == STATUS_PENDING) {
        KeWaitForSingleObject(&completed, Executive, KernelMode, FALSE, NULL);
        status = Irp->IoStatus.Status;
    }

    return status;
}

static
NTSTATUS
SignalCompletion(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp,
    PVOID Context)
{
    UNREFERENCED_PARAMETER(DeviceObject);

    if (Irp->PendingReturned) {
        KeSetEvent(Context, IO_NO_INCREMENT, FALSE);
    }

    return STATUS_MORE_PROCESSING_REQUIRED;
}
