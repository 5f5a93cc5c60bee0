/*
 * Load, the upper device, unload.
 */
#include "guarded.h"

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH DispatchCreateClose;
static DRIVER_DISPATCH DispatchDeviceControl;
static NTSTATUS UpperDeviceControl(PGUARDED_EXTENSION Upper, PIRP Irp);

#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(PAGE, Unload)
#pragma alloc_text(PAGE, DispatchDeviceControl)
#pragma alloc_text(PAGE, UpperDeviceControl)

static UNICODE_STRING UpperName = RTL_CONSTANT_STRING(L"\\Device\\Guarded");

NTSTATUS
DriverEntry(
    PDRIVER_OBJECT DriverObject,
    PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT lower;
    PDEVICE_OBJECT upper;
    PGUARDED_EXTENSION extension;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);

    status = IoCreateDevice(DriverObject, sizeof(GUARDED_EXTENSION), NULL, FILE_DEVICE_UNKNOWN, 0, FALSE, &lower);
    if (!NT_SUCCESS(status)) {
        return status;
    }

    status = IoCreateDevice(DriverObject,
                            sizeof(GUARDED_EXTENSION),
                            &UpperName,
                            FILE_DEVICE_UNKNOWN,
                            FILE_DEVICE_SECURE_OPEN,
                            FALSE,
                            &upper);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(lower);
        return status;
    }

    /* The upper device calls the lower one itself; requests have a stack location for each. */
    extension = upper->DeviceExtension;
    extension->Lower = lower;
    upper->StackSize = lower->StackSize + 1;

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
    PGUARDED_EXTENSION extension = DeviceObject->DeviceExtension;

    PAGED_CODE();

    if (extension->Lower == NULL) {
        return LowerDeviceControl(Irp);
    }

    return UpperDeviceControl(extension, Irp);
}

static
NTSTATUS
UpperDeviceControl(
    PGUARDED_EXTENSION Upper,
    PIRP Irp)
{
    NTSTATUS status;

    PAGED_CODE();

    IoCopyCurrentIrpStackLocationToNext(Irp);
    __try {
        status = IoCallDriver(Upper->Lower, Irp);
    } __except (EXCEPTION_EXECUTE_HANDLER) {

        /* The lower device raises only before it has completed the request. */
        status = CompleteRequest(Irp, GetExceptionCode(), 0);
    }

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

    while (DriverObject->DeviceObject != NULL) {
        IoDeleteDevice(DriverObject->DeviceObject);
    }
}
