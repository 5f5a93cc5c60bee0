#include "mapper.h"

#define TOTALS_BYTES (2 * sizeof(ULONG64))

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH DispatchCreateClose;
static DRIVER_DISPATCH DispatchRead;
static DRIVER_DISPATCH DispatchWrite;
static DRIVER_DISPATCH DispatchDeviceControl;
static NTSTATUS ReadTotals(PMAPPER_EXTENSION Mapper, PULONG64 Output, ULONG OutputLength, PULONG_PTR Information);
static NTSTATUS SumMdl(PMAPPER_EXTENSION Mapper, PMDL Mdl, ULONG Length, PULONG_PTR Information);
static NTSTATUS FillMdl(PMDL Mdl, ULONG Length, PULONG_PTR Information);
static NTSTATUS FillNeither(PIRP Irp, PULONG_PTR Information);
static NTSTATUS LockPages(PMDL Mdl, KPROCESSOR_MODE Mode);
static VOID Fill(PUCHAR Buffer, ULONG Length);
static VOID AddToTotals(PMAPPER_EXTENSION Mapper, ULONG64 Sum, ULONG Length);
static NTSTATUS CompleteRequest(PIRP Irp, NTSTATUS Status, ULONG_PTR Information);

#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(PAGE, Unload)
#pragma alloc_text(PAGE, FillNeither)
#pragma alloc_text(PAGE, LockPages)

static UNICODE_STRING DeviceName = RTL_CONSTANT_STRING(L"\\Device\\MdlMapper");
static UNICODE_STRING LinkName = RTL_CONSTANT_STRING(L"\\DosDevices\\MdlMapper");

NTSTATUS
DriverEntry(
    PDRIVER_OBJECT DriverObject,
    PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT device;
    PMAPPER_EXTENSION mapper;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);

    status = IoCreateDevice(DriverObject,
                            sizeof(MAPPER_EXTENSION),
                            &DeviceName,
                            FILE_DEVICE_UNKNOWN,
                            FILE_DEVICE_SECURE_OPEN,
                            FALSE,
                            &device);
    if (!NT_SUCCESS(status)) {
        return status;
    }

    device->Flags |= DO_DIRECT_IO;
    mapper = device->DeviceExtension;
    KeInitializeSpinLock(&mapper->Lock);

    status = IoCreateSymbolicLink(&LinkName, &DeviceName);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(device);
        return status;
    }

    DriverObject->MajorFunction[IRP_MJ_CREATE] = DispatchCreateClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = DispatchCreateClose;
    DriverObject->MajorFunction[IRP_MJ_READ] = DispatchRead;
    DriverObject->MajorFunction[IRP_MJ_WRITE] = DispatchWrite;
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
DispatchRead(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp)
{
    ULONG length = IoGetCurrentIrpStackLocation(Irp)->Parameters.Read.Length;
    PUCHAR buffer;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(DeviceObject);

    if (length == 0) {

        /* No bytes, no MDL. */
        return CompleteRequest(Irp, STATUS_SUCCESS, 0);
    }

    status = MapBuffer(Irp->MdlAddress, &buffer);
    if (!NT_SUCCESS(status)) {
        return CompleteRequest(Irp, status, 0);
    }

    Fill(buffer, length);
    return CompleteRequest(Irp, STATUS_SUCCESS, length);
}

static
NTSTATUS
DispatchWrite(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp)
{
    ULONG length = IoGetCurrentIrpStackLocation(Irp)->Parameters.Write.Length;
    PUCHAR buffer;
    NTSTATUS status;

    if (length == 0) {
        return CompleteRequest(Irp, STATUS_SUCCESS, 0);
    }

    status = MapBuffer(Irp->MdlAddress, &buffer);
    if (!NT_SUCCESS(status)) {
        return CompleteRequest(Irp, status, 0);
    }

    AddToTotals(DeviceObject->DeviceExtension, Sum(buffer, length), length);
    return CompleteRequest(Irp, STATUS_SUCCESS, length);
}

static
NTSTATUS
DispatchDeviceControl(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp)
{
    PIO_STACK_LOCATION stack = IoGetCurrentIrpStackLocation(Irp);
    PMAPPER_EXTENSION mapper = DeviceObject->DeviceExtension;
    ULONG outputLength = stack->Parameters.DeviceIoControl.OutputBufferLength;
    ULONG_PTR information = 0;
    NTSTATUS status;

    switch (stack->Parameters.DeviceIoControl.IoControlCode) {
    case IOCTL_TOTALS:
        status = ReadTotals(mapper, Irp->AssociatedIrp.SystemBuffer, outputLength, &information);
        break;

    case IOCTL_SUM_DIRECT:
        status = outputLength == 0 ? STATUS_INVALID_PARAMETER : SumMdl(mapper, Irp->MdlAddress, outputLength, &information);
        break;

    case IOCTL_FILL_DIRECT:
        status = outputLength == 0 ? STATUS_INVALID_PARAMETER : FillMdl(Irp->MdlAddress, outputLength, &information);
        break;

    case IOCTL_SUM_NEITHER:
        status = SumNeither(Irp, &information);
        break;

    case IOCTL_FILL_NEITHER:
        status = outputLength == 0 ? STATUS_INVALID_PARAMETER : FillNeither(Irp, &information);
        break;

    default:
        status = STATUS_INVALID_DEVICE_REQUEST;
        break;
    }

    return CompleteRequest(Irp, status, information);
}

static
NTSTATUS
ReadTotals(
    PMAPPER_EXTENSION Mapper,
    PULONG64 Output,
    ULONG OutputLength,
    PULONG_PTR Information)
{
    KIRQL oldIrql;

    if (OutputLength < TOTALS_BYTES) {
        return STATUS_BUFFER_TOO_SMALL;
    }

    KeAcquireSpinLock(&Mapper->Lock, &oldIrql);
    Output[0] = Mapper->CheckSum;
    Output[1] = Mapper->Written;
    KeReleaseSpinLock(&Mapper->Lock, oldIrql);
    *Information = TOTALS_BYTES;
    return STATUS_SUCCESS;
}

static
NTSTATUS
SumMdl(
    PMAPPER_EXTENSION Mapper,
    PMDL Mdl,
    ULONG Length,
    PULONG_PTR Information)
{
    PUCHAR buffer;
    NTSTATUS status;

    status = MapBuffer(Mdl, &buffer);
    if (!NT_SUCCESS(status)) {
        return status;
    }

    AddToTotals(Mapper, Sum(buffer, Length), Length);
    *Information = Length;
    return STATUS_SUCCESS;
}

static
NTSTATUS
FillMdl(
    PMDL Mdl,
    ULONG Length,
    PULONG_PTR Information)
{
    PUCHAR buffer;
    NTSTATUS status;

    status = MapBuffer(Mdl, &buffer);
    if (!NT_SUCCESS(status)) {
        return status;
    }

    Fill(buffer, Length);
    *Information = Length;
    return STATUS_SUCCESS;
}

static
NTSTATUS
FillNeither(
    PIRP Irp,
    PULONG_PTR Information)
{
    ULONG length = IoGetCurrentIrpStackLocation(Irp)->Parameters.DeviceIoControl.OutputBufferLength;
    PMDL mdl;
    NTSTATUS status;

    PAGED_CODE();

    mdl = IoAllocateMdl(Irp->UserBuffer, length, FALSE, FALSE, NULL);
    if (mdl == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }

    status = LockPages(mdl, Irp->RequestorMode);
    if (NT_SUCCESS(status)) {
        status = FillMdl(mdl, length, Information);
        MmUnlockPages(mdl);
    }

    IoFreeMdl(mdl);
    return status;
}

static
NTSTATUS
LockPages(
    PMDL Mdl,
    KPROCESSOR_MODE Mode)
{
    PAGED_CODE();

    __try {
        MmProbeAndLockPages(Mdl, Mode, IoWriteAccess);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        return GetExceptionCode();
    }

    return STATUS_SUCCESS;
}

ULONG64
Sum(
    const UCHAR *Data,
    SIZE_T Length)
{
    ULONG64 sum = 0;
    SIZE_T i;

    for (i = 0; i < Length; i++) {
        sum += Data[i];
    }

    return sum;
}

static
VOID
Fill(
    PUCHAR Buffer,
    ULONG Length)
{
    ULONG i;

    for (i = 0; i < Length; i++) {
        Buffer[i] = (UCHAR)i;
    }
}

static
VOID
AddToTotals(
    PMAPPER_EXTENSION Mapper,
    ULONG64 Sum,
    ULONG Length)
{
    KIRQL oldIrql;

    KeAcquireSpinLock(&Mapper->Lock, &oldIrql);
    Mapper->CheckSum += Sum;
    Mapper->Written += Length;
    KeReleaseSpinLock(&Mapper->Lock, oldIrql);
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
    PAGED_CODE();

    IoDeleteSymbolicLink(&LinkName);
    IoDeleteDevice(DriverObject->DeviceObject);
}
