/*
 * Load, dispatch routines, unload.
 */
#include "queue.h"

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH DispatchCreateClose;
static DRIVER_DISPATCH DispatchWrite;
static DRIVER_DISPATCH DispatchRead;
static DRIVER_DISPATCH DispatchDeviceControl;
static VOID ReadStatistics(PQUEUE_EXTENSION Queue, PJOB_STATISTICS Output);
static VOID FreeHeaders(PLIST_ENTRY List);
static NTSTATUS CompleteRequest(PIRP Irp, NTSTATUS Status, ULONG_PTR Information);

#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(PAGE, Unload)
#pragma alloc_text(PAGE, DispatchWrite)
#pragma alloc_text(PAGE, DispatchRead)
#pragma alloc_text(PAGE, DispatchDeviceControl)
#pragma alloc_text(PAGE, ReadStatistics)
#pragma alloc_text(PAGE, FreeHeaders)

static UNICODE_STRING DeviceName = RTL_CONSTANT_STRING(L"\\Device\\JobQueue");
static UNICODE_STRING LinkName = RTL_CONSTANT_STRING(L"\\DosDevices\\JobQueue");

NTSTATUS
DriverEntry(
    PDRIVER_OBJECT DriverObject,
    PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT device;
    PQUEUE_EXTENSION queue;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);

    status = IoCreateDevice(DriverObject,
                            sizeof(QUEUE_EXTENSION),
                            &DeviceName,
                            FILE_DEVICE_UNKNOWN,
                            FILE_DEVICE_SECURE_OPEN,
                            FALSE,
                            &device);
    if (!NT_SUCCESS(status)) {
        return status;
    }

    status = IoCreateSymbolicLink(&LinkName, &DeviceName);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(device);
        return status;
    }

    device->Flags |= DO_BUFFERED_IO;
    queue = device->DeviceExtension;
    ExInitializeFastMutex(&queue->Lock);
    InitializeListHead(&queue->Jobs);
    InitializeListHead(&queue->Spares);
    InitializeListHead(&queue->Retired);

    /* A digest may never be wanted, so a device without its buffer is still a device. */
    queue->DigestBuffer = ExAllocatePoolWithTag(PagedPool, QUOTA_BYTES, DIGEST_TAG);

    DriverObject->MajorFunction[IRP_MJ_CREATE] = DispatchCreateClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = DispatchCreateClose;
    DriverObject->MajorFunction[IRP_MJ_WRITE] = DispatchWrite;
    DriverObject->MajorFunction[IRP_MJ_READ] = DispatchRead;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = DispatchDeviceControl;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}

static
NTSTATUS
DispatchCreateClose(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);

    return CompleteRequest(Irp, STATUS_SUCCESS, 0);
}

static
NTSTATUS
DispatchWrite(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp)
{
    ULONG length = IoGetCurrentIrpStackLocation(Irp)->Parameters.Write.Length;
    NTSTATUS status;

    PAGED_CODE();

    if (length == 0 || length > QUOTA_BYTES) {
        return CompleteRequest(Irp, STATUS_INVALID_BUFFER_SIZE, 0);
    }

    status = Enqueue(DeviceObject->DeviceExtension, Irp->AssociatedIrp.SystemBuffer, length);
    return CompleteRequest(Irp, status, NT_SUCCESS(status) ? length : 0);
}

static
NTSTATUS
DispatchRead(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp)
{
    ULONG length = IoGetCurrentIrpStackLocation(Irp)->Parameters.Read.Length;
    ULONG copied;
    NTSTATUS status;

    PAGED_CODE();

    status = Dequeue(DeviceObject->DeviceExtension, Irp->AssociatedIrp.SystemBuffer, length, &copied);
    return CompleteRequest(Irp, status, copied);
}

static
NTSTATUS
DispatchDeviceControl(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp)
{
    PIO_STACK_LOCATION stack = IoGetCurrentIrpStackLocation(Irp);
    PQUEUE_EXTENSION queue = DeviceObject->DeviceExtension;
    PVOID buffer = Irp->AssociatedIrp.SystemBuffer;
    ULONG outputLength = stack->Parameters.DeviceIoControl.OutputBufferLength;
    ULONG digest;
    NTSTATUS status;

    PAGED_CODE();

    switch (stack->Parameters.DeviceIoControl.IoControlCode) {
    case IOCTL_JOB_STATISTICS:
        if (outputLength < sizeof(JOB_STATISTICS)) {
            return CompleteRequest(Irp, STATUS_BUFFER_TOO_SMALL, 0);
        }

        ReadStatistics(queue, buffer);
        return CompleteRequest(Irp, STATUS_SUCCESS, sizeof(JOB_STATISTICS));

    case IOCTL_JOB_DIGEST:
        if (outputLength < sizeof(ULONG)) {
            return CompleteRequest(Irp, STATUS_BUFFER_TOO_SMALL, 0);
        }

        status = MakeDigest(queue, &digest);
        if (!NT_SUCCESS(status)) {
            return CompleteRequest(Irp, status, 0);
        }

        *(PULONG)buffer = digest;
        return CompleteRequest(Irp, STATUS_SUCCESS, sizeof(ULONG));

    default:
        return CompleteRequest(Irp, STATUS_INVALID_DEVICE_REQUEST, 0);
    }
}

static
VOID
ReadStatistics(
    PQUEUE_EXTENSION Queue,
    PJOB_STATISTICS Output)
{
    PAGED_CODE();

    ExAcquireFastMutex(&Queue->Lock);
    Output->Waiting = Queue->JobCount;
    Output->Accepted = Queue->Accepted;
    Output->Taken = Queue->Taken;
    Output->Displaced = Queue->Displaced;
    ExReleaseFastMutex(&Queue->Lock);
}

static
NTSTATUS
CompleteRequest(
    PIRP Irp,
    NTSTATUS Status,
    ULONG_PTR Information)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = Information;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

static
VOID
Unload(
    PDRIVER_OBJECT DriverObject)
{
    PDEVICE_OBJECT device = DriverObject->DeviceObject;
    PQUEUE_EXTENSION queue = device->DeviceExtension;
    PLIST_ENTRY entry;

    PAGED_CODE();

    IoDeleteSymbolicLink(&LinkName);
    if (queue->Shortages > 0) {
        DbgPrint("JobQueue: %lu allocations failed.\n", queue->Shortages);
    }

    while (!IsListEmpty(&queue->Jobs)) {
        entry = RemoveHeadList(&queue->Jobs);
        FreeJob(queue, CONTAINING_RECORD(entry, JOB, ListEntry));
    }

    FreeHeaders(&queue->Spares);
    FreeHeaders(&queue->Retired);
    if (queue->DigestBuffer != NULL) {
        ExFreePoolWithTag(queue->DigestBuffer, DIGEST_TAG);
    }

    IoDeleteDevice(device);
}

static
VOID
FreeHeaders(
    PLIST_ENTRY List)
{
    PLIST_ENTRY entry;

    PAGED_CODE();

    while (!IsListEmpty(List)) {
        entry = RemoveHeadList(List);
        ExFreePoolWithTag(CONTAINING_RECORD(entry, JOB, ListEntry), JOB_TAG);
    }
}
