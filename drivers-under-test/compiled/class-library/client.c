#include "client.h"

#define IOCTL_CLASS_SESSIONS CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS)

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH DispatchCreate;
static DRIVER_DISPATCH DispatchClose;
static DRIVER_DISPATCH DispatchDeviceControl;
static NTSTATUS CompleteRequest(PIRP Irp, NTSTATUS Status, ULONG_PTR Information);

#pragma alloc_text(INIT, DriverEntry)

static UNICODE_STRING DeviceName = RTL_CONSTANT_STRING(L"\\Device\\ClassClient");

NTSTATUS
DriverEntry(
    PDRIVER_OBJECT DriverObject,
    PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT device;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);

    status = IoCreateDevice(DriverObject, 0, &DeviceName, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
    if (!NT_SUCCESS(status)) {
        return status;
    }

    DriverObject->MajorFunction[IRP_MJ_CREATE] = DispatchCreate;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = DispatchClose;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = DispatchDeviceControl;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}

static
NTSTATUS
DispatchCreate(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp)
{
    PFILE_RECORD record = NULL;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(DeviceObject);

    status = OpenRecord(&record);
    IoGetCurrentIrpStackLocation(Irp)->FileObject->FsContext = record;
    return CompleteRequest(Irp, status, 0);
}

static
NTSTATUS
DispatchClose(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp)
{
    PFILE_RECORD record = IoGetCurrentIrpStackLocation(Irp)->FileObject->FsContext;

    UNREFERENCED_PARAMETER(DeviceObject);

    ClassCloseSession(record->Session);
    ExFreePoolWithTag(record, RECORD_TAG);
    return CompleteRequest(Irp, STATUS_SUCCESS, 0);
}

static
NTSTATUS
DispatchDeviceControl(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp)
{
    PIO_STACK_LOCATION location = IoGetCurrentIrpStackLocation(Irp);

    UNREFERENCED_PARAMETER(DeviceObject);

    if (location->Parameters.DeviceIoControl.IoControlCode != IOCTL_CLASS_SESSIONS) {
        return CompleteRequest(Irp, STATUS_INVALID_DEVICE_REQUEST, 0);
    }

    if (location->Parameters.DeviceIoControl.OutputBufferLength < sizeof(ULONG)) {
        return CompleteRequest(Irp, STATUS_BUFFER_TOO_SMALL, 0);
    }

    *(PULONG)Irp->AssociatedIrp.SystemBuffer = ClassSessionCount();
    return CompleteRequest(Irp, STATUS_SUCCESS, sizeof(ULONG));
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
    IoDeleteDevice(DriverObject->DeviceObject);
}
