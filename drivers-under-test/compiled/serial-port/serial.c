/*
 * Load, AddDevice, create and close, unload.
 */
#include "serial.h"

#define REMOVE_LOCK_TAG 'LmrS'

DRIVER_INITIALIZE DriverEntry;
static DRIVER_ADD_DEVICE AddDevice;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH DispatchCreateClose;

#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(PAGE, AddDevice)
#pragma alloc_text(PAGE, Unload)

static UNICODE_STRING DeviceName = RTL_CONSTANT_STRING(L"\\Device\\SerialPort");

NTSTATUS
DriverEntry(
    PDRIVER_OBJECT DriverObject,
    PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);

    DriverObject->DriverExtension->AddDevice = AddDevice;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = DispatchCreateClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = DispatchCreateClose;
    DriverObject->MajorFunction[IRP_MJ_CLEANUP] = DispatchCleanup;
    DriverObject->MajorFunction[IRP_MJ_READ] = DispatchRead;
    DriverObject->MajorFunction[IRP_MJ_WRITE] = DispatchWrite;
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
    PSERIAL_EXTENSION extension;
    NTSTATUS status;

    PAGED_CODE();

    status = IoCreateDevice(DriverObject,
                            sizeof(SERIAL_EXTENSION),
                            &DeviceName,
                            FILE_DEVICE_SERIAL_PORT,
                            FILE_DEVICE_SECURE_OPEN,
                            TRUE,
                            &device);
    if (!NT_SUCCESS(status)) {
        return status;
    }

    extension = device->DeviceExtension;
    extension->Self = device;
    extension->Physical = PhysicalDeviceObject;
    extension->BaudRate.BaudRate = 9600;
    extension->LineControl.StopBits = STOP_BIT_1;
    extension->LineControl.Parity = NO_PARITY;
    extension->LineControl.WordLength = 8;
    ExInitializeFastMutex(&extension->ControlLock);
    KeInitializeSpinLock(&extension->ServeLock);
    InitializeQueues(extension);
    IoInitializeRemoveLock(&extension->RemoveLock, REMOVE_LOCK_TAG, 0, 0);
    IoInitializeDpcRequest(device, DpcForIsr);

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

NTSTATUS
CompleteRequest(
    PIRP Irp,
    NTSTATUS Status,
    ULONG_PTR Information)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = Information;
    IoCompleteRequest(Irp, IO_SERIAL_INCREMENT);
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
