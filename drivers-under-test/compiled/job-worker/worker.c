/*
 * Load, dispatch routines, unload.
 */
#include "worker.h"

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH DispatchCreateClose;
static DRIVER_DISPATCH DispatchCleanup;
static DRIVER_DISPATCH DispatchWrite;
static DRIVER_DISPATCH DispatchRead;

#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(PAGE, Unload)
#pragma alloc_text(PAGE, DispatchRead)

static UNICODE_STRING DeviceName = RTL_CONSTANT_STRING(L"\\Device\\JobWorker");
static UNICODE_STRING LinkName = RTL_CONSTANT_STRING(L"\\DosDevices\\JobWorker");

NTSTATUS
DriverEntry(
    PDRIVER_OBJECT DriverObject,
    PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT device;
    PWORKER_EXTENSION worker;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);

    status = IoCreateDevice(DriverObject,
                            sizeof(WORKER_EXTENSION),
                            &DeviceName,
                            FILE_DEVICE_UNKNOWN,
                            FILE_DEVICE_SECURE_OPEN,
                            FALSE,
                            &device);
    if (!NT_SUCCESS(status)) {
        return status;
    }

    device->Flags |= DO_BUFFERED_IO;
    worker = device->DeviceExtension;
    InitializeQueue(worker);
    KeInitializeSemaphore(&worker->JobReady, 0, MAXLONG);
    KeInitializeEvent(&worker->Stop, NotificationEvent, FALSE);
    ExInitializeFastMutex(&worker->Lock);

    status = IoCreateSymbolicLink(&LinkName, &DeviceName);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(device);
        return status;
    }

    status = StartThread(worker);
    if (!NT_SUCCESS(status)) {
        IoDeleteSymbolicLink(&LinkName);
        IoDeleteDevice(device);
        return status;
    }

    DriverObject->MajorFunction[IRP_MJ_CREATE] = DispatchCreateClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = DispatchCreateClose;
    DriverObject->MajorFunction[IRP_MJ_CLEANUP] = DispatchCleanup;
    DriverObject->MajorFunction[IRP_MJ_WRITE] = DispatchWrite;
    DriverObject->MajorFunction[IRP_MJ_READ] = DispatchRead;
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
DispatchCleanup(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp)
{
    PWORKER_EXTENSION worker = DeviceObject->DeviceExtension;
    PFILE_OBJECT file = IoGetCurrentIrpStackLocation(Irp)->FileObject;
    PIRP job;

    while ((job = IoCsqRemoveNextIrp(&worker->Csq, file)) != NULL) {
        CompleteRequest(job, STATUS_CANCELLED, 0);
    }

    return CompleteRequest(Irp, STATUS_SUCCESS, 0);
}

static
NTSTATUS
DispatchWrite(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp)
{
    PWORKER_EXTENSION worker = DeviceObject->DeviceExtension;
    ULONG length = IoGetCurrentIrpStackLocation(Irp)->Parameters.Write.Length;

    if (length == 0 || length > MOST_BYTES) {
        return CompleteRequest(Irp, STATUS_INVALID_BUFFER_SIZE, 0);
    }

    /* Marks the IRP pending; from here on the thread may complete it at any time. */
    IoCsqInsertIrp(&worker->Csq, Irp, NULL);
    KeReleaseSemaphore(&worker->JobReady, IO_NO_INCREMENT, 1, FALSE);
    return STATUS_PENDING;
}

static
NTSTATUS
DispatchRead(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp)
{
    PWORKER_EXTENSION worker = DeviceObject->DeviceExtension;
    ULONG length = IoGetCurrentIrpStackLocation(Irp)->Parameters.Read.Length;

    PAGED_CODE();

    ExAcquireFastMutex(&worker->Lock);
    length = min(length, worker->ResultLength);
    RtlCopyMemory(Irp->AssociatedIrp.SystemBuffer, worker->Result, length);
    ExReleaseFastMutex(&worker->Lock);
    return CompleteRequest(Irp, STATUS_SUCCESS, length);
}

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
    PWORKER_EXTENSION worker = device->DeviceExtension;

    PAGED_CODE();

    IoDeleteSymbolicLink(&LinkName);
    KeSetEvent(&worker->Stop, IO_NO_INCREMENT, FALSE);
    KeWaitForSingleObject(worker->Thread, Executive, KernelMode, FALSE, NULL);
    ObDereferenceObject(worker->Thread);
    if (worker->Result != NULL) {
        ExFreePoolWithTag(worker->Result, RESULT_TAG);
    }

    IoDeleteDevice(device);
}
