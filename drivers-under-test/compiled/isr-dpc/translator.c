#include "translator.h"

#define IOCTL_TRANSLATE CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS)

#define TABLE_BYTES 0x100000
#define BYTES_PER_CHARACTER (TABLE_BYTES / 256)
#define TABLE_TAG 'bTrT'

typedef struct _TRANSLATOR_EXTENSION {
    FAST_MUTEX Lock;                /* guards Translated */
    PUCHAR Table;                   /* one row a character; the first byte of a row is the translation */
    ULONG64 Translated;             /* bytes */
} TRANSLATOR_EXTENSION, *PTRANSLATOR_EXTENSION;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH DispatchCreateClose;
static DRIVER_DISPATCH DispatchDeviceControl;
static VOID Translate(PTRANSLATOR_EXTENSION Translator, PUCHAR Text, ULONG Length);
static UCHAR Translation(UCHAR Character);
static NTSTATUS CompleteRequest(PIRP Irp, NTSTATUS Status, ULONG_PTR Information);

#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(INIT, Translation)
#pragma alloc_text(PAGE, Unload)
#pragma alloc_text(PAGE, DispatchCreateClose)
#pragma alloc_text(PAGE, DispatchDeviceControl)
#pragma alloc_text(PAGE, Translate)
#pragma alloc_text(PAGE, CompleteRequest)

static UNICODE_STRING DeviceName = RTL_CONSTANT_STRING(L"\\Device\\Translator");
static UNICODE_STRING LinkName = RTL_CONSTANT_STRING(L"\\DosDevices\\Translator");

NTSTATUS
DriverEntry(
    PDRIVER_OBJECT DriverObject,
    PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT device;
    PTRANSLATOR_EXTENSION translator;
    NTSTATUS status;
    ULONG c;

    UNREFERENCED_PARAMETER(RegistryPath);

    status = IoCreateDevice(DriverObject,
                            sizeof(TRANSLATOR_EXTENSION),
                            &DeviceName,
                            FILE_DEVICE_UNKNOWN,
                            FILE_DEVICE_SECURE_OPEN,
                            FALSE,
                            &device);
    if (!NT_SUCCESS(status)) {
        return status;
    }

    translator = device->DeviceExtension;
    ExInitializeFastMutex(&translator->Lock);
    translator->Table = ExAllocatePoolWithTag(TablePool, TABLE_BYTES, TABLE_TAG);
    if (translator->Table == NULL) {
        IoDeleteDevice(device);
        return STATUS_INSUFFICIENT_RESOURCES;
    }

    status = IoCreateSymbolicLink(&LinkName, &DeviceName);
    if (!NT_SUCCESS(status)) {
        ExFreePoolWithTag(translator->Table, TABLE_TAG);
        IoDeleteDevice(device);
        return status;
    }

    for (c = 0; c < 256; c++) {
        translator->Table[c * BYTES_PER_CHARACTER] = Translation((UCHAR)c);
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
    PAGED_CODE();

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
    ULONG length;

    PAGED_CODE();

    if (stack->Parameters.DeviceIoControl.IoControlCode != IOCTL_TRANSLATE) {
        return CompleteRequest(Irp, STATUS_INVALID_DEVICE_REQUEST, 0);
    }

    length = min(stack->Parameters.DeviceIoControl.InputBufferLength, stack->Parameters.DeviceIoControl.OutputBufferLength);
    Translate(DeviceObject->DeviceExtension, Irp->AssociatedIrp.SystemBuffer, length);
    return CompleteRequest(Irp, STATUS_SUCCESS, length);
}

static
VOID
Translate(
    PTRANSLATOR_EXTENSION Translator,
    PUCHAR Text,
    ULONG Length)
{
    ULONG i;

    PAGED_CODE();

    for (i = 0; i < Length; i++) {
        Text[i] = Translator->Table[Text[i] * BYTES_PER_CHARACTER];
    }

    ExAcquireFastMutex(&Translator->Lock);
    Translator->Translated += Length;
    ExReleaseFastMutex(&Translator->Lock);
}

/* Latin letters change case. */
static
UCHAR
Translation(
    UCHAR Character)
{
    if ((Character >= 'A' && Character <= 'Z') || (Character >= 'a' && Character <= 'z')) {
        return Character ^ 0x20;
    }

    return Character;
}

static
NTSTATUS
CompleteRequest(
    PIRP Irp,
    NTSTATUS Status,
    ULONG_PTR Information)
{
    PAGED_CODE();

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
    PTRANSLATOR_EXTENSION translator = device->DeviceExtension;

    PAGED_CODE();

    IoDeleteSymbolicLink(&LinkName);
    ExFreePoolWithTag(translator->Table, TABLE_TAG);
    IoDeleteDevice(device);
}
