#include "recorder.h"

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH DispatchCreateClose;
static DRIVER_DISPATCH DispatchFlush;
static DRIVER_DISPATCH DispatchDeviceControl;
static VOID FreeRecords(PRECORDER_EXTENSION Recorder);
static NTSTATUS CompleteRequest(PIRP Irp, NTSTATUS Status, ULONG_PTR Information);

#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(PAGE, Unload)

static UNICODE_STRING DeviceName = RTL_CONSTANT_STRING(L"\\Device\\EventRecorder");
static UNICODE_STRING LinkName = RTL_CONSTANT_STRING(L"\\DosDevices\\EventRecorder");

NTSTATUS
DriverEntry(
    PDRIVER_OBJECT DriverObject,
    PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT device;
    PRECORDER_EXTENSION recorder;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);

    status = IoCreateDevice(DriverObject,
                            sizeof(RECORDER_EXTENSION),
                            &DeviceName,
                            FILE_DEVICE_UNKNOWN,
                            FILE_DEVICE_SECURE_OPEN,
                            FALSE,
                            &device);
    if (!NT_SUCCESS(status)) {
        return status;
    }

    recorder = device->DeviceExtension;
    KeInitializeSpinLock(&recorder->Lock);
    InitializeListHead(&recorder->Records);

    status = IoCreateSymbolicLink(&LinkName, &DeviceName);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(device);
        return status;
    }

    DriverObject->MajorFunction[IRP_MJ_CREATE] = DispatchCreateClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = DispatchCreateClose;
    DriverObject->MajorFunction[IRP_MJ_FLUSH_BUFFERS] = DispatchFlush;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = DispatchDeviceControl;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}

VOID
AppendRecord(
    PRECORDER_EXTENSION Recorder,
    PEVENT_RECORD Record,
    const VOID *Data,
    ULONG Length)
{
    KIRQL oldIrql;

    Record->Length = Length;
    RtlCopyMemory(Record->Data, Data, Length);

    KeAcquireSpinLock(&Recorder->Lock, &oldIrql);
    InsertTailList(&Recorder->Records, &Record->ListEntry);
    Recorder->Count++;
    KeReleaseSpinLock(&Recorder->Lock, oldIrql);
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
DispatchFlush(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp)
{
    FreeRecords(DeviceObject->DeviceExtension);
    return CompleteRequest(Irp, STATUS_SUCCESS, 0);
}

static
NTSTATUS
DispatchDeviceControl(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp)
{
    PIO_STACK_LOCATION stack = IoGetCurrentIrpStackLocation(Irp);
    PRECORDER_EXTENSION recorder = DeviceObject->DeviceExtension;
    PVOID buffer = Irp->AssociatedIrp.SystemBuffer;
    NTSTATUS status;

    switch (stack->Parameters.DeviceIoControl.IoControlCode) {
    case IOCTL_RECORD:
        status = RecordEvent(recorder, buffer, stack->Parameters.DeviceIoControl.InputBufferLength);
        return CompleteRequest(Irp, status, 0);

    case IOCTL_COUNT:
        if (stack->Parameters.DeviceIoControl.OutputBufferLength < sizeof(ULONG)) {
            return CompleteRequest(Irp, STATUS_BUFFER_TOO_SMALL, 0);
        }

        *(PULONG)buffer = recorder->Count;
        return CompleteRequest(Irp, STATUS_SUCCESS, sizeof(ULONG));

    default:
        return CompleteRequest(Irp, STATUS_INVALID_DEVICE_REQUEST, 0);
    }
}

static
VOID
FreeRecords(
    PRECORDER_EXTENSION Recorder)
{
    PLIST_ENTRY entry;
    KIRQL oldIrql;

    KeAcquireSpinLock(&Recorder->Lock, &oldIrql);
    while (!IsListEmpty(&Recorder->Records)) {
        entry = RemoveHeadList(&Recorder->Records);
        ExFreePoolWithTag(CONTAINING_RECORD(entry, EVENT_RECORD, ListEntry), RECORD_TAG);
    }

    Recorder->Count = 0;
    KeReleaseSpinLock(&Recorder->Lock, oldIrql);
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
    FreeRecords(device->DeviceExtension);
    IoDeleteDevice(device);
}
