#include "memo.h"

#define MEMO_TAG 'omeM'

typedef struct _MEMO_EXTENSION {
    FAST_MUTEX Lock;                /* guards Text and Length */
    PVOID Text;                     /* NULL before the first write */
    ULONG Length;                   /* bytes */
} MEMO_EXTENSION, *PMEMO_EXTENSION;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH DispatchCreateClose;
static DRIVER_DISPATCH DispatchRead;
static DRIVER_DISPATCH DispatchWrite;
static NTSTATUS CompleteRequest(PIRP Irp, NTSTATUS Status, ULONG_PTR Information);

#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(PAGE, Unload)
#pragma alloc_text(PAGE, DispatchRead)
#pragma alloc_text(PAGE, DispatchWrite)

static UNICODE_STRING DeviceName = RTL_CONSTANT_STRING(L"\\Device\\Memo");
static UNICODE_STRING LinkName = RTL_CONSTANT_STRING(L"\\DosDevices\\Memo");

NTSTATUS
DriverEntry(
    PDRIVER_OBJECT DriverObject,
    PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT device;
    PMEMO_EXTENSION memo;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);

    status = IoCreateDevice(DriverObject,
                            sizeof(MEMO_EXTENSION),
                            &DeviceName,
                            FILE_DEVICE_UNKNOWN,
                            FILE_DEVICE_SECURE_OPEN,
                            FALSE,
                            &device);
    if (!NT_SUCCESS(status)) {
        return status;
    }

    memo = device->DeviceExtension;
    ExInitializeFastMutex(&memo->Lock);
    device->Flags |= DO_BUFFERED_IO;

    status = IoCreateSymbolicLink(&LinkName, &DeviceName);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(device);
        return status;
    }

    DriverObject->MajorFunction[IRP_MJ_CREATE] = DispatchCreateClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = DispatchCreateClose;
    DriverObject->MajorFunction[IRP_MJ_READ] = DispatchRead;
    DriverObject->MajorFunction[IRP_MJ_WRITE] = DispatchWrite;
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
DispatchRead(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp)
{
    PMEMO_EXTENSION memo = DeviceObject->DeviceExtension;
    ULONG length = IoGetCurrentIrpStackLocation(Irp)->Parameters.Read.Length;

    PAGED_CODE();

    ExAcquireFastMutex(&memo->Lock);
    length = min(length, memo->Length);
    RtlCopyMemory(Irp->AssociatedIrp.SystemBuffer, memo->Text, length);
    ExReleaseFastMutex(&memo->Lock);
    return CompleteRequest(Irp, STATUS_SUCCESS, length);
}

static
NTSTATUS
DispatchWrite(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp)
{
    PMEMO_EXTENSION memo = DeviceObject->DeviceExtension;
    ULONG length = IoGetCurrentIrpStackLocation(Irp)->Parameters.Write.Length;
    PVOID newText;
    PVOID oldText;

    PAGED_CODE();

    if (length == 0) {
        return CompleteRequest(Irp, STATUS_SUCCESS, 0);
    }

    newText = ExAllocatePoolWithTag(PagedPool, length, MEMO_TAG);
    if (newText == NULL) {
        ReportShortage();
        return CompleteRequest(Irp, STATUS_INSUFFICIENT_RESOURCES, 0);
    }

    RtlCopyMemory(newText, Irp->AssociatedIrp.SystemBuffer, length);

    ExAcquireFastMutex(&memo->Lock);
    oldText = memo->Text;
    memo->Text = newText;
    memo->Length = length;
    ExReleaseFastMutex(&memo->Lock);

    if (oldText != NULL) {
        ExFreePoolWithTag(oldText, MEMO_TAG);
    }

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
    PMEMO_EXTENSION memo = device->DeviceExtension;

    PAGED_CODE();

    IoDeleteSymbolicLink(&LinkName);
    if (memo->Text != NULL) {
        ExFreePoolWithTag(memo->Text, MEMO_TAG);
    }

    IoDeleteDevice(device);
}
