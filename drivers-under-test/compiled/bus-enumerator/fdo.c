/*
 * Plug and play of the bus device.
 */
#include "bus.h"

static IO_COMPLETION_ROUTINE SignalCompletion;
static NTSTATUS AnswerRelations(PBUS_EXTENSION Bus, PIRP Irp);
static NTSTATUS RemoveBus(PBUS_EXTENSION Bus, PIRP Irp);
static NTSTATUS Forward(PBUS_EXTENSION Bus, PIRP Irp);
static NTSTATUS ForwardAndWait(PBUS_EXTENSION Bus, PIRP Irp);

#pragma alloc_text(PAGE, DispatchBusPnp)
#pragma alloc_text(PAGE, AnswerRelations)
#pragma alloc_text(PAGE, RemoveBus)
#pragma alloc_text(PAGE, Forward)
#pragma alloc_text(PAGE, ForwardAndWait)

NTSTATUS
DispatchBusPnp(
    PBUS_EXTENSION Bus,
    PIRP Irp)
{
    PIO_STACK_LOCATION stack = IoGetCurrentIrpStackLocation(Irp);
    NTSTATUS status;

    PAGED_CODE();

    status = IoAcquireRemoveLock(&Bus->RemoveLock, Irp);
    if (!NT_SUCCESS(status)) {
        return CompleteRequest(Irp, status, 0);
    }

    switch (stack->MinorFunction) {
    case IRP_MN_START_DEVICE:
        status = ForwardAndWait(Bus, Irp);
        status = CompleteRequest(Irp, status, 0);
        break;

    case IRP_MN_QUERY_DEVICE_RELATIONS:
        if (stack->Parameters.QueryDeviceRelations.Type == BusRelations) {
            status = AnswerRelations(Bus, Irp);
        } else {
            status = Forward(Bus, Irp);
        }

        break;

    case IRP_MN_REMOVE_DEVICE:
        return RemoveBus(Bus, Irp);

    case IRP_MN_STOP_DEVICE:
    case IRP_MN_SURPRISE_REMOVAL:
    case IRP_MN_QUERY_STOP_DEVICE:
    case IRP_MN_CANCEL_STOP_DEVICE:
    case IRP_MN_QUERY_REMOVE_DEVICE:
    case IRP_MN_CANCEL_REMOVE_DEVICE:
        Irp->IoStatus.Status = STATUS_SUCCESS;
        status = Forward(Bus, Irp);
        break;

    default:
        status = Forward(Bus, Irp);
        break;
    }

    IoReleaseRemoveLock(&Bus->RemoveLock, Irp);
    return status;
}

static
NTSTATUS
AnswerRelations(
    PBUS_EXTENSION Bus,
    PIRP Irp)
{
    PDEVICE_RELATIONS relations;
    NTSTATUS status;

    PAGED_CODE();

    ExAcquireFastMutex(&Bus->Lock);
    status = ReportChildren(Bus, &relations);
    ExReleaseFastMutex(&Bus->Lock);
    if (!NT_SUCCESS(status)) {
        return CompleteRequest(Irp, status, 0);
    }

    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = (ULONG_PTR)relations;
    return Forward(Bus, Irp);
}

static
NTSTATUS
RemoveBus(
    PBUS_EXTENSION Bus,
    PIRP Irp)
{
    PDEVICE_OBJECT device = Bus->Common.Self;
    PDEVICE_OBJECT lower = Bus->Lower;
    NTSTATUS status;

    PAGED_CODE();

    Irp->IoStatus.Status = STATUS_SUCCESS;
    status = Forward(Bus, Irp);
    IoReleaseRemoveLockAndWait(&Bus->RemoveLock, Irp);

    /* The child was removed before the bus; its device object is the bus driver's to delete. */
    if (Bus->Child != NULL) {
        IoDeleteDevice(Bus->Child);
    }

    IoDetachDevice(lower);
    IoDeleteDevice(device);
    return status;
}

static
NTSTATUS
Forward(
    PBUS_EXTENSION Bus,
    PIRP Irp)
{
    PAGED_CODE();

    IoSkipCurrentIrpStackLocation(Irp);
    return IoCallDriver(Bus->Lower, Irp);
}

static
NTSTATUS
ForwardAndWait(
    PBUS_EXTENSION Bus,
    PIRP Irp)
{
    KEVENT completed;
    NTSTATUS status;

    PAGED_CODE();

    KeInitializeEvent(&completed, NotificationEvent, FALSE);
    IoCopyCurrentIrpStackLocationToNext(Irp);
    IoSetCompletionRoutine(Irp, SignalCompletion, &completed, TRUE, TRUE, TRUE);
    status = IoCallDriver(Bus->Lower, Irp);
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
