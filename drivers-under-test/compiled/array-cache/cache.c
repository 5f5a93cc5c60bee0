/*
 * What the designs share: load, unload, and the dispatch routines.
 */
#include "cache.h"

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH DispatchCreateClose;
static DRIVER_DISPATCH DispatchDeviceControl;
static NTSTATUS ReadArray(PCACHE_EXTENSION Cache, PVOID Output, ULONG OutputLength, PULONG Copied);
static NTSTATUS CompleteRequest(PIRP Irp, NTSTATUS Status, ULONG_PTR Information);

#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(PAGE, Unload)
#pragma alloc_text(PAGE, DispatchDeviceControl)

static UNICODE_STRING DeviceName = RTL_CONSTANT_STRING(L"\\Device\\ArrayCache");
static UNICODE_STRING LinkName = RTL_CONSTANT_STRING(L"\\DosDevices\\ArrayCache");

NTSTATUS
DriverEntry(
    PDRIVER_OBJECT DriverObject,
    PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT device;
    PCACHE_EXTENSION cache;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);

    status = IoCreateDevice(DriverObject,
                            sizeof(CACHE_EXTENSION),
                            &DeviceName,
                            FILE_DEVICE_UNKNOWN,
                            FILE_DEVICE_SECURE_OPEN,
                            FALSE,
                            &device);
    if (!NT_SUCCESS(status)) {
        return status;
    }

    cache = device->DeviceExtension;
    ExInitializeFastMutex(&cache->Lock);
    InitializeArray(cache);

    status = IoCreateSymbolicLink(&LinkName, &DeviceName);
    if (!NT_SUCCESS(status)) {

        /* Unload is not called when DriverEntry fails. */
        DeleteArray(cache);
        IoDeleteDevice(device);
        return status;
    }

    DriverObject->MajorFunction[IRP_MJ_CREATE] = DispatchCreateClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = DispatchCreateClose;
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
DispatchDeviceControl(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp)
{
    PIO_STACK_LOCATION stack = IoGetCurrentIrpStackLocation(Irp);
    PCACHE_EXTENSION cache = DeviceObject->DeviceExtension;
    PVOID buffer = Irp->AssociatedIrp.SystemBuffer;
    ULONG inputLength = stack->Parameters.DeviceIoControl.InputBufferLength;
    ULONG outputLength = stack->Parameters.DeviceIoControl.OutputBufferLength;
    ULONG copied;
    NTSTATUS status;

    PAGED_CODE();

    switch (stack->Parameters.DeviceIoControl.IoControlCode) {
    case IOCTL_ARRAY_UPDATE:
        if (inputLength == 0) {
            return CompleteRequest(Irp, STATUS_INVALID_PARAMETER, 0);
        }

        return CompleteRequest(Irp, UpdateArray(cache, buffer, inputLength), 0);

    case IOCTL_ARRAY_READ:
        status = ReadArray(cache, buffer, outputLength, &copied);
        return CompleteRequest(Irp, status, copied);

    default:
        return CompleteRequest(Irp, STATUS_INVALID_DEVICE_REQUEST, 0);
    }
}

static
NTSTATUS
ReadArray(
    PCACHE_EXTENSION Cache,
    PVOID Output,
    ULONG OutputLength,
    PULONG Copied)
{
    NTSTATUS status = STATUS_BUFFER_TOO_SMALL;

    *Copied = 0;
    ExAcquireFastMutex(&Cache->Lock);
    if (Cache->Length <= OutputLength) {
        RtlCopyMemory(Output, Cache->Array, Cache->Length);
        *Copied = Cache->Length;
        status = STATUS_SUCCESS;
    }

    ExReleaseFastMutex(&Cache->Lock);
    return status;
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

    PAGED_CODE();

    IoDeleteSymbolicLink(&LinkName);
    DeleteArray(device->DeviceExtension);
    IoDeleteDevice(device);
}
