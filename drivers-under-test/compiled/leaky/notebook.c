#include "notebook.h"

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH DispatchCreateClose;
static DRIVER_DISPATCH DispatchDeviceControl;
static NTSTATUS WriteNote(PNOTEBOOK_EXTENSION Notebook, const VOID *Text, ULONG Length);
static NTSTATUS ReadNote(PNOTEBOOK_EXTENSION Notebook, PVOID Output, ULONG OutputLength, PULONG Copied);
static NTSTATUS CompleteRequest(PIRP Irp, NTSTATUS Status, ULONG_PTR Information);

#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(PAGE, Unload)
#pragma alloc_text(PAGE, DispatchDeviceControl)
#pragma alloc_text(PAGE, WriteNote)
#pragma alloc_text(PAGE, ReadNote)

static UNICODE_STRING DeviceName = RTL_CONSTANT_STRING(L"\\Device\\Notebook");
static UNICODE_STRING LinkName = RTL_CONSTANT_STRING(L"\\DosDevices\\Notebook");

NTSTATUS
DriverEntry(
    PDRIVER_OBJECT DriverObject,
    PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT device;
    PNOTEBOOK_EXTENSION notebook;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);

    status = IoCreateDevice(DriverObject,
                            sizeof(NOTEBOOK_EXTENSION),
                            &DeviceName,
                            FILE_DEVICE_UNKNOWN,
                            FILE_DEVICE_SECURE_OPEN,
                            FALSE,
                            &device);
    if (!NT_SUCCESS(status)) {
        return status;
    }

    notebook = device->DeviceExtension;
    ExInitializeFastMutex(&notebook->Lock);
    InitializeListHead(&notebook->Notes);
    notebook->Journal = ExAllocatePoolWithTag(PagedPool, JOURNAL_SLOTS * sizeof(ULONG), JOURNAL_TAG);
    if (notebook->Journal == NULL) {
        IoDeleteDevice(device);
        return STATUS_INSUFFICIENT_RESOURCES;
    }

    status = IoCreateSymbolicLink(&LinkName, &DeviceName);
    if (!NT_SUCCESS(status)) {

        /* Unload is not called when DriverEntry fails. */
        ExFreePoolWithTag(notebook->Journal, JOURNAL_TAG);
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
    PNOTEBOOK_EXTENSION notebook = DeviceObject->DeviceExtension;
    PVOID buffer = Irp->AssociatedIrp.SystemBuffer;
    ULONG inputLength = stack->Parameters.DeviceIoControl.InputBufferLength;
    ULONG outputLength = stack->Parameters.DeviceIoControl.OutputBufferLength;
    ULONG copied;
    NTSTATUS status;

    PAGED_CODE();

    switch (stack->Parameters.DeviceIoControl.IoControlCode) {
    case IOCTL_NOTE_WRITE:
        if (inputLength == 0) {
            return CompleteRequest(Irp, STATUS_INVALID_PARAMETER, 0);
        }

        return CompleteRequest(Irp, WriteNote(notebook, buffer, inputLength), 0);

    case IOCTL_NOTE_READ:
        status = ReadNote(notebook, buffer, outputLength, &copied);
        return CompleteRequest(Irp, status, copied);

    default:
        return CompleteRequest(Irp, STATUS_INVALID_DEVICE_REQUEST, 0);
    }
}

static
NTSTATUS
WriteNote(
    PNOTEBOOK_EXTENSION Notebook,
    const VOID *Text,
    ULONG Length)
{
    PNOTE note;
    NTSTATUS status;

    PAGED_CODE();

    status = CreateNote(Text, Length, &note);
    if (!NT_SUCCESS(status)) {
        return status;
    }

    ExAcquireFastMutex(&Notebook->Lock);
    InsertTailList(&Notebook->Notes, &note->ListEntry);
    Notebook->Journal[Notebook->Written % JOURNAL_SLOTS] = Length;
    Notebook->Written++;
    Notebook->Count++;
    ExReleaseFastMutex(&Notebook->Lock);
    return STATUS_SUCCESS;
}

static
NTSTATUS
ReadNote(
    PNOTEBOOK_EXTENSION Notebook,
    PVOID Output,
    ULONG OutputLength,
    PULONG Copied)
{
    PNOTE latest;
    NTSTATUS status = STATUS_SUCCESS;

    PAGED_CODE();

    *Copied = 0;
    ExAcquireFastMutex(&Notebook->Lock);
    if (Notebook->Count > 0) {
        latest = CONTAINING_RECORD(Notebook->Notes.Blink, NOTE, ListEntry);
        if (latest->Length <= OutputLength) {
            RtlCopyMemory(Output, latest->Text, latest->Length);
            *Copied = latest->Length;
        } else {
            status = STATUS_BUFFER_TOO_SMALL;
        }
    }

    ExReleaseFastMutex(&Notebook->Lock);
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
    FreeNotebook(device->DeviceExtension);
    IoDeleteDevice(device);
}
