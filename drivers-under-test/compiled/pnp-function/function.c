/*
 * Load, device object, device controls, unload.
 */
#include "function.h"

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH DispatchCreateClose;
static DRIVER_DISPATCH DispatchDeviceControl;
static NTSTATUS GetSerialNumber(PPNP_EXTENSION Extension, PVOID Output, ULONG OutputLength, PULONG_PTR Written);
static NTSTATUS WriteRange(PPNP_EXTENSION Extension, PSAMPLE_RANGE Output, ULONG OutputLength, PULONG_PTR Written);

#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(PAGE, Unload)
#pragma alloc_text(PAGE, CreateDevice)
#pragma alloc_text(PAGE, FinishDevice)
#pragma alloc_text(PAGE, FindRange)
#pragma alloc_text(PAGE, DispatchDeviceControl)
#pragma alloc_text(PAGE, GetSerialNumber)
#pragma alloc_text(PAGE, WriteRange)

static UNICODE_STRING DeviceName = RTL_CONSTANT_STRING(L"\\Device\\PnpFunction");
ANSI_STRING SerialNumber = RTL_CONSTANT_STRING("SN-0042");

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
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = DispatchDeviceControl;
    DriverObject->MajorFunction[IRP_MJ_PNP] = DispatchPnp;
    DriverObject->MajorFunction[IRP_MJ_POWER] = DispatchPower;
    DriverObject->MajorFunction[IRP_MJ_SYSTEM_CONTROL] = DispatchSystemControl;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}

NTSTATUS
CreateDevice(
    PDRIVER_OBJECT DriverObject,
    PDEVICE_OBJECT *DeviceObject)
{
    PDEVICE_OBJECT device;
    PPNP_EXTENSION extension;
    NTSTATUS status;

    PAGED_CODE();

    status = IoCreateDevice(DriverObject,
                            sizeof(PNP_EXTENSION),
                            &DeviceName,
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
    InitializeQueue(extension);
    KeInitializeTimer(&extension->Timer);
    KeInitializeDpc(&extension->TimerDpc, TimerDpc, extension);
    KeInitializeEvent(&extension->WorkIdle, NotificationEvent, TRUE);
    *DeviceObject = device;
    return STATUS_SUCCESS;
}

VOID
FinishDevice(
    PPNP_EXTENSION Extension)
{
    PDEVICE_OBJECT device = Extension->Self;

    PAGED_CODE();

    device->Flags |= DO_BUFFERED_IO | (Extension->Lower->Flags & DO_POWER_PAGABLE);
    device->Flags &= ~DO_DEVICE_INITIALIZING;
}

VOID
FindRange(
    const ULONG *Samples,
    PSAMPLE_RANGE Range)
{
    ULONG i;

    PAGED_CODE();

    Range->Smallest = MAXULONG;
    Range->Largest = 0;
    for (i = 0; i < BUFFER_SAMPLES; i++) {
        Range->Smallest = min(Range->Smallest, Samples[i]);
        Range->Largest = max(Range->Largest, Samples[i]);
    }
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
    PPNP_EXTENSION extension = DeviceObject->DeviceExtension;
    PVOID buffer = Irp->AssociatedIrp.SystemBuffer;
    ULONG outputLength = stack->Parameters.DeviceIoControl.OutputBufferLength;
    ULONG_PTR written = 0;
    NTSTATUS status;

    PAGED_CODE();

    status = IoAcquireRemoveLock(&extension->RemoveLock, Irp);
    if (!NT_SUCCESS(status)) {
        return CompleteRequest(Irp, status, 0);
    }

    switch (stack->Parameters.DeviceIoControl.IoControlCode) {
    case IOCTL_GET_SERIAL:
        status = GetSerialNumber(extension, buffer, outputLength, &written);
        break;

    case IOCTL_GET_RANGE:
        status = extension->Started ? WriteRange(extension, buffer, outputLength, &written) : STATUS_DEVICE_NOT_READY;
        break;

    default:
        status = STATUS_INVALID_DEVICE_REQUEST;
        break;
    }

    CompleteRequest(Irp, status, written);
    IoReleaseRemoveLock(&extension->RemoveLock, Irp);
    return status;
}

static
NTSTATUS
GetSerialNumber(
    PPNP_EXTENSION Extension,
    PVOID Output,
    ULONG OutputLength,
    PULONG_PTR Written)
{
    PUNICODE_STRING serial = &Extension->SerialNumber;

    PAGED_CODE();

    if (OutputLength < serial->Length) {
        return STATUS_BUFFER_TOO_SMALL;
    }

    RtlCopyMemory(Output, serial->Buffer, serial->Length);
    *Written = serial->Length;
    return STATUS_SUCCESS;
}

static
NTSTATUS
WriteRange(
    PPNP_EXTENSION Extension,
    PSAMPLE_RANGE Output,
    ULONG OutputLength,
    PULONG_PTR Written)
{
    SAMPLE_RANGE range;
    NTSTATUS status;

    PAGED_CODE();

    if (OutputLength < sizeof(SAMPLE_RANGE)) {
        return STATUS_BUFFER_TOO_SMALL;
    }

    status = GetRange(Extension, &range);
    if (NT_SUCCESS(status)) {
        *Output = range;
        *Written = sizeof(SAMPLE_RANGE);
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

    /* Every device object is gone with its REMOVE_DEVICE, and the driver itself holds nothing. */
    UNREFERENCED_PARAMETER(DriverObject);
}
