/*
 * Load, AddDevice, requests and unload.
 */
#include "pnp.h"

#define REMOVE_LOCK_TAG 'LmrI'

typedef NTSTATUS SERVE_ROUTINE(PINTERRUPT_EXTENSION Extension, PIRP Irp);

DRIVER_INITIALIZE DriverEntry;
static DRIVER_ADD_DEVICE AddDevice;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH DispatchCreateClose;
static DRIVER_DISPATCH DispatchRead;
static DRIVER_DISPATCH DispatchDeviceControl;
static NTSTATUS Serve(PDEVICE_OBJECT DeviceObject, PIRP Irp, SERVE_ROUTINE *Routine);

#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(PAGE, AddDevice)
#pragma alloc_text(PAGE, Unload)

NTSTATUS
DriverEntry(
    PDRIVER_OBJECT DriverObject,
    PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);

    InitializeDriver(DriverObject);
    DriverObject->DriverExtension->AddDevice = AddDevice;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = DispatchCreateClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = DispatchCreateClose;
    DriverObject->MajorFunction[IRP_MJ_READ] = DispatchRead;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = DispatchDeviceControl;
    DriverObject->MajorFunction[IRP_MJ_PNP] = DispatchPnp;
    DriverObject->MajorFunction[IRP_MJ_POWER] = DispatchForward;
    DriverObject->MajorFunction[IRP_MJ_SYSTEM_CONTROL] = DispatchForward;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}

static
NTSTATUS
AddDevice(
    PDRIVER_OBJECT DriverObject,
    PDEVICE_OBJECT PhysicalDeviceObject)
{
    PDEVICE_OBJECT device;
    PINTERRUPT_EXTENSION extension;
    NTSTATUS status;

    PAGED_CODE();

    status = IoCreateDevice(DriverObject,
                            InterruptExtensionBytes,
                            &InterruptDeviceName,
                            FILE_DEVICE_UNKNOWN,
                            FILE_DEVICE_SECURE_OPEN,
                            FALSE,
                            &device);
    if (!NT_SUCCESS(status)) {
        return status;
    }

    extension = device->DeviceExtension;
    extension->Self = device;
    IoInitializeRemoveLock(&extension->RemoveLock, REMOVE_LOCK_TAG, 0, 0);
    IoInitializeDpcRequest(device, DpcForIsr);
    InitializeExtension(extension);

    extension->Lower = IoAttachDeviceToDeviceStack(device, PhysicalDeviceObject);
    if (extension->Lower == NULL) {
        IoDeleteDevice(device);
        return STATUS_NO_SUCH_DEVICE;
    }

    device->Flags |= DO_BUFFERED_IO | (extension->Lower->Flags & DO_POWER_PAGABLE);
    device->Flags &= ~DO_DEVICE_INITIALIZING;
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
DispatchRead(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp)
{
    return Serve(DeviceObject, Irp, Read);
}

static
NTSTATUS
DispatchDeviceControl(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp)
{
    return Serve(DeviceObject, Irp, DeviceControl);
}

static
NTSTATUS
Serve(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp,
    SERVE_ROUTINE *Routine)
{
    PINTERRUPT_EXTENSION extension = DeviceObject->DeviceExtension;
    NTSTATUS status;

    status = IoAcquireRemoveLock(&extension->RemoveLock, Irp);
    if (!NT_SUCCESS(status)) {
        return CompleteRequest(Irp, status, 0);
    }

    /* The IRP may be gone when the routine returns; its address is still good for a tag. */
    if (extension->Started) {
        status = Routine(extension, Irp);
    } else {
        status = CompleteRequest(Irp, STATUS_DEVICE_NOT_READY, 0);
    }

    IoReleaseRemoveLock(&extension->RemoveLock, Irp);
    return status;
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
    PAGED_CODE();

    /* Every device object is gone with its REMOVE_DEVICE, and the driver itself holds nothing. */
    UNREFERENCED_PARAMETER(DriverObject);
}
