#include "pnp.h"

/* What DpcForIsr and TakePending share. */
typedef struct _TAKE_PENDING {
    PINTERRUPT_EXTENSION Extension;
    ULONG Interrupts;
} TAKE_PENDING, *PTAKE_PENDING;

static KSERVICE_ROUTINE InterruptService;
static KSYNCHRONIZE_ROUTINE TakePending;
static IO_COMPLETION_ROUTINE SignalCompletion;
static NTSTATUS StartDevice(PINTERRUPT_EXTENSION Extension, PIRP Irp);
static VOID StopDevice(PINTERRUPT_EXTENSION Extension);
static NTSTATUS RemoveDevice(PINTERRUPT_EXTENSION Extension, PIRP Irp);
static NTSTATUS ConnectInterrupt(PINTERRUPT_EXTENSION Extension, PCM_RESOURCE_LIST Resources);
static NTSTATUS Forward(PINTERRUPT_EXTENSION Extension, PIRP Irp, NTSTATUS Status);
static NTSTATUS ForwardAndWait(PINTERRUPT_EXTENSION Extension, PIRP Irp);

#pragma alloc_text(PAGE, DispatchPnp)
#pragma alloc_text(PAGE, StartDevice)
#pragma alloc_text(PAGE, StopDevice)
#pragma alloc_text(PAGE, RemoveDevice)
#pragma alloc_text(PAGE, ConnectInterrupt)
#pragma alloc_text(PAGE, ForwardAndWait)

NTSTATUS
DispatchPnp(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp)
{
    PINTERRUPT_EXTENSION extension = DeviceObject->DeviceExtension;
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

    case IRP_MN_STOP_DEVICE:
    case IRP_MN_SURPRISE_REMOVAL:
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
    PINTERRUPT_EXTENSION extension = DeviceObject->DeviceExtension;
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
    PINTERRUPT_EXTENSION Extension,
    PIRP Irp)
{
    PIO_STACK_LOCATION stack = IoGetCurrentIrpStackLocation(Irp);
    NTSTATUS status;

    PAGED_CODE();

    status = AllocateResources(Extension);
    if (!NT_SUCCESS(status)) {
        return status;
    }

    status = ConnectInterrupt(Extension, stack->Parameters.StartDevice.AllocatedResourcesTranslated);
    if (!NT_SUCCESS(status)) {
        FreeResources(Extension);
        return status;
    }

    Extension->Started = TRUE;
    return STATUS_SUCCESS;
}

static
VOID
StopDevice(
    PINTERRUPT_EXTENSION Extension)
{
    PAGED_CODE();

    if (!Extension->Started) {
        return;
    }

    Extension->Started = FALSE;
    IoDisconnectInterrupt(Extension->Interrupt);
    Extension->Interrupt = NULL;

    /* A DPC that the last interrupt queued must have run before its memory is freed. */
    KeFlushQueuedDpcs();
    FreeResources(Extension);
}

static
NTSTATUS
RemoveDevice(
    PINTERRUPT_EXTENSION Extension,
    PIRP Irp)
{
    PDEVICE_OBJECT device = Extension->Self;
    PDEVICE_OBJECT lower = Extension->Lower;
    NTSTATUS status;

    PAGED_CODE();

    StopDevice(Extension);
    status = Forward(Extension, Irp, STATUS_SUCCESS);
    IoReleaseRemoveLockAndWait(&Extension->RemoveLock, Irp);
    IoDetachDevice(lower);
    IoDeleteDevice(device);
    return status;
}

static
NTSTATUS
ConnectInterrupt(
    PINTERRUPT_EXTENSION Extension,
    PCM_RESOURCE_LIST Resources)
{
    PCM_PARTIAL_RESOURCE_LIST list;
    PCM_PARTIAL_RESOURCE_DESCRIPTOR descriptor;
    KIRQL irql;
    ULONG i;

    PAGED_CODE();

    if (Resources == NULL) {
        return STATUS_DEVICE_CONFIGURATION_ERROR;
    }

    list = &Resources->List[0].PartialResourceList;
    for (i = 0; i < list->Count; i++) {
        descriptor = &list->PartialDescriptors[i];
        if (descriptor->Type == CmResourceTypeInterrupt) {
            irql = (KIRQL)descriptor->u.Interrupt.Level;
            return IoConnectInterrupt(&Extension->Interrupt,
                                      InterruptService,
                                      Extension,
                                      NULL,
                                      descriptor->u.Interrupt.Vector,
                                      irql,
                                      irql,
                                      (descriptor->Flags & CM_RESOURCE_INTERRUPT_LATCHED) ? Latched : LevelSensitive,
                                      TRUE,
                                      descriptor->u.Interrupt.Affinity,
                                      FALSE);
        }
    }

    return STATUS_DEVICE_CONFIGURATION_ERROR;
}

static
BOOLEAN
InterruptService(
    PKINTERRUPT Interrupt,
    PVOID ServiceContext)
{
    PINTERRUPT_EXTENSION extension = ServiceContext;

    UNREFERENCED_PARAMETER(Interrupt);

    extension->Pending++;
    IoRequestDpc(extension->Self, NULL, extension);
    return TRUE;
}

VOID
DpcForIsr(
    PKDPC Dpc,
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp,
    PVOID Context)
{
    TAKE_PENDING taken;

    UNREFERENCED_PARAMETER(Dpc);
    UNREFERENCED_PARAMETER(DeviceObject);
    UNREFERENCED_PARAMETER(Irp);

    taken.Extension = Context;
    if (!taken.Extension->Started) {
        return;
    }

    /* One DPC may stand for several interrupts: IoRequestDpc does not queue it twice. */
    KeSynchronizeExecution(taken.Extension->Interrupt, TakePending, &taken);
    HandleInterrupts(taken.Extension, taken.Interrupts);
}

static
BOOLEAN
TakePending(
    PVOID SynchronizeContext)
{
    PTAKE_PENDING taken = SynchronizeContext;

    taken->Interrupts = taken->Extension->Pending;
    taken->Extension->Pending = 0;
    return TRUE;
}

static
NTSTATUS
Forward(
    PINTERRUPT_EXTENSION Extension,
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
    PINTERRUPT_EXTENSION Extension,
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
