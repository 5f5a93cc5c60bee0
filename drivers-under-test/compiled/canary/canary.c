#include "canary.h"

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH DispatchCreateClose;
static DRIVER_DISPATCH DispatchWrite;
static DRIVER_DISPATCH DispatchRead;
static NTSTATUS Keep(PCANARY_EXTENSION Extension, const VOID *Data, ULONG Length);
static VOID Forget(PCANARY_EXTENSION Extension);
static NTSTATUS CompleteRequest(PIRP Irp, NTSTATUS Status, ULONG_PTR Information);

#pragma alloc_text(INIT, DriverEntry)

static UNICODE_STRING DeviceName = RTL_CONSTANT_STRING(L"\\Device\\Canary");

NTSTATUS
DriverEntry(
    PDRIVER_OBJECT DriverObject,
    PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT device;
    PCANARY_EXTENSION extension;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);

    status = IoCreateDevice(DriverObject,
                            sizeof(CANARY_EXTENSION),
                            &DeviceName,
                            FILE_DEVICE_UNKNOWN,
                            FILE_DEVICE_SECURE_OPEN,
                            FALSE,
                            &device);
    if (!NT_SUCCESS(status)) {
        return status;
    }

    extension = device->DeviceExtension;
    KeInitializeSpinLock(&extension->Lock);
    extension->Desk = ExAllocatePoolWithTag(PagedPool, DESK_BYTES, OTHER_TAG);
    if (extension->Desk == NULL) {

        /* Unload is not called when DriverEntry fails. */
        IoDeleteDevice(device);
        return STATUS_INSUFFICIENT_RESOURCES;
    }

    device->Flags |= DO_BUFFERED_IO;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = DispatchCreateClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = DispatchCreateClose;
    DriverObject->MajorFunction[IRP_MJ_WRITE] = DispatchWrite;
    DriverObject->MajorFunction[IRP_MJ_READ] = DispatchRead;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}

/* Keeps a copy of the data in place of what was kept before; all or nothing. */
static
NTSTATUS
Keep(
    PCANARY_EXTENSION Extension,
    const VOID *Data,
    ULONG Length)
{
    PUCHAR copy;

    copy = ExAllocatePoolWithTag(PagedPool, Length, KEPT_TAG);
    if (copy == NULL) {
        return WithoutCopy(Extension);
    }

    RtlCopyMemory(copy, Data, Length);
    Forget(Extension);
    Extension->Kept = copy;
    Extension->Length = Length;
    return STATUS_SUCCESS;
}

static
VOID
Forget(
    PCANARY_EXTENSION Extension)
{
    if (Extension->Kept != NULL) {
        ExFreePoolWithTag(Extension->Kept, KEPT_TAG);
    }

    Extension->Kept = NULL;
    Extension->Length = 0;
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

    if (length == 0) {
        return CompleteRequest(Irp, STATUS_INVALID_BUFFER_SIZE, 0);
    }

    status = Keep(DeviceObject->DeviceExtension, Irp->AssociatedIrp.SystemBuffer, length);
    return CompleteRequest(Irp, status, NT_SUCCESS(status) ? length : 0);
}

static
NTSTATUS
DispatchRead(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp)
{
    PCANARY_EXTENSION extension = DeviceObject->DeviceExtension;
    ULONG length = min(extension->Length, IoGetCurrentIrpStackLocation(Irp)->Parameters.Read.Length);

    RtlCopyMemory(Irp->AssociatedIrp.SystemBuffer, extension->Kept, length);
    return CompleteRequest(Irp, STATUS_SUCCESS, length);
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
    PCANARY_EXTENSION extension = device->DeviceExtension;

    Forget(extension);
    ExFreePoolWithTag(extension->Desk, OTHER_TAG);
    IoDeleteDevice(device);
}
