/*
 * Plug and play: the port is open from START_DEVICE to STOP_DEVICE, surprise removal or REMOVE_DEVICE.
 */
#include "serial.h"

#define REGISTERS 8

static IO_COMPLETION_ROUTINE SignalCompletion;
static NTSTATUS StartDevice(PSERIAL_EXTENSION Extension, PIRP Irp);
static VOID StopDevice(PSERIAL_EXTENSION Extension);
static NTSTATUS RemoveDevice(PSERIAL_EXTENSION Extension, PIRP Irp);
static NTSTATUS FindResources(PSERIAL_EXTENSION Extension, PCM_RESOURCE_LIST Resources);
static NTSTATUS Forward(PSERIAL_EXTENSION Extension, PIRP Irp, NTSTATUS Status);
static NTSTATUS ForwardAndWait(PSERIAL_EXTENSION Extension, PIRP Irp);

#pragma alloc_text(PAGE, DispatchPnp)
#pragma alloc_text(PAGE, StartDevice)
#pragma alloc_text(PAGE, StopDevice)
#pragma alloc_text(PAGE, RemoveDevice)
#pragma alloc_text(PAGE, FindResources)
#pragma alloc_text(PAGE, ForwardAndWait)

NTSTATUS
DispatchPnp(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp)
{
    PSERIAL_EXTENSION extension = DeviceObject->DeviceExtension;
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
            status = StartDevice(extension, Irp);
        }

        status = CompleteRequest(Irp, status, 0);
        break;

    case IRP_MN_REMOVE_DEVICE:
        return RemoveDevice(extension, Irp);

    case IRP_MN_SURPRISE_REMOVAL:
        StopDevice(extension);
        CompleteWaiting(extension, NULL, STATUS_DEVICE_REMOVED);
        status = Forward(extension, Irp, STATUS_SUCCESS);
        break;

    case IRP_MN_STOP_DEVICE:
        /* Requests wait until the device is started again. */
        StopDevice(extension);
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

NTSTATUS
DispatchForward(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp)
{
    PSERIAL_EXTENSION extension = DeviceObject->DeviceExtension;
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
StartDevice(
    PSERIAL_EXTENSION Extension,
    PIRP Irp)
{
    NTSTATUS status;

    PAGED_CODE();

    status = FindResources(Extension,
                           IoGetCurrentIrpStackLocation(Irp)->Parameters.StartDevice.AllocatedResourcesTranslated);
    if (!NT_SUCCESS(status)) {
        return status;
    }

    status = OpenPort(Extension);
    if (!NT_SUCCESS(status)) {
        return status;
    }

    /* What came in before, and what waited while the device was stopped. */
    SetStarted(Extension, TRUE);
    ServeReads(Extension);
    ServeWrites(Extension);
    return STATUS_SUCCESS;
}

static
VOID
StopDevice(
    PSERIAL_EXTENSION Extension)
{
    PAGED_CODE();

    if (!Extension->Started) {
        return;
    }

    SetStarted(Extension, FALSE);
    DisablePort(Extension);
    DisconnectInterrupt(Extension);
    FreeRing(&Extension->Transmit, TRANSMIT_TAG);
    FreeRing(&Extension->Receive, RECEIVE_TAG);
}

static
NTSTATUS
RemoveDevice(
    PSERIAL_EXTENSION Extension,
    PIRP Irp)
{
    PDEVICE_OBJECT device = Extension->Self;
    PDEVICE_OBJECT lower = Extension->Lower;
    NTSTATUS status;

    PAGED_CODE();

    StopDevice(Extension);
    CompleteWaiting(Extension, NULL, STATUS_DEVICE_REMOVED);
    status = Forward(Extension, Irp, STATUS_SUCCESS);
    IoReleaseRemoveLockAndWait(&Extension->RemoveLock, Irp);
    IoDetachDevice(lower);
    IoDeleteDevice(device);
    return status;
}

static
NTSTATUS
FindResources(
    PSERIAL_EXTENSION Extension,
    PCM_RESOURCE_LIST Resources)
{
    PCM_PARTIAL_RESOURCE_LIST list;
    PCM_PARTIAL_RESOURCE_DESCRIPTOR descriptor;
    BOOLEAN hasInterrupt = FALSE;
    ULONG i;

    PAGED_CODE();

    if (Resources == NULL) {
        return STATUS_DEVICE_CONFIGURATION_ERROR;
    }

    Extension->Port = NULL;
    list = &Resources->List[0].PartialResourceList;
    for (i = 0; i < list->Count; i++) {
        descriptor = &list->PartialDescriptors[i];
        if (descriptor->Type == CmResourceTypePort && descriptor->u.Port.Length >= REGISTERS) {
            Extension->Port = (PUCHAR)(ULONG_PTR)descriptor->u.Port.Start.QuadPart;
        } else if (descriptor->Type == CmResourceTypeInterrupt) {
            Extension->InterruptResource = *descriptor;
            hasInterrupt = TRUE;
        }
    }

    return Extension->Port != NULL && hasInterrupt ? STATUS_SUCCESS : STATUS_DEVICE_CONFIGURATION_ERROR;
}

static
NTSTATUS
Forward(
    PSERIAL_EXTENSION Extension,
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
    PSERIAL_EXTENSION Extension,
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
