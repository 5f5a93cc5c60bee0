#include "disk.h"

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH DispatchCreate;
static DRIVER_DISPATCH DispatchClose;
static DRIVER_DISPATCH DispatchReadWrite;
static DRIVER_DISPATCH DispatchDeviceControl;
static NTSTATUS ReadWrite(PDISK_EXTENSION Disk, PIRP Irp, ULONG Offset, ULONG Length, BOOLEAN Write);
static NTSTATUS AllocateTracks(PDISK_EXTENSION Disk, ULONG Offset, ULONG Length);
static NTSTATUS CompleteRequest(PIRP Irp, NTSTATUS Status, ULONG_PTR Information);

#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(PAGE, Unload)
#pragma alloc_text(PAGE, DispatchCreate)
#pragma alloc_text(PAGE, DispatchClose)
#pragma alloc_text(PAGE, DispatchReadWrite)
#pragma alloc_text(PAGE, DispatchDeviceControl)
#pragma alloc_text(PAGE, ReadWrite)
#pragma alloc_text(PAGE, AllocateTracks)

static UNICODE_STRING DeviceName = RTL_CONSTANT_STRING(L"\\Device\\VirtualDisk");
static UNICODE_STRING LinkName = RTL_CONSTANT_STRING(L"\\DosDevices\\VirtualDisk");

/* Only PAGE code reads this, so it can be paged out with it. */
#pragma data_seg("PAGEDATA")
static DISK_GEOMETRY Geometry = { { .QuadPart = TRACKS }, FixedMedia, 1, TRACK_SECTORS, SECTOR_BYTES };
static ULONG GeometryRequests = 0;
#pragma data_seg()

NTSTATUS
DriverEntry(
    PDRIVER_OBJECT DriverObject,
    PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT device;
    PDISK_EXTENSION disk;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);

    status = IoCreateDevice(DriverObject,
                            sizeof(DISK_EXTENSION),
                            &DeviceName,
                            FILE_DEVICE_DISK,
                            FILE_DEVICE_SECURE_OPEN,
                            FALSE,
                            &device);
    if (!NT_SUCCESS(status)) {
        return status;
    }

    device->Flags |= DO_DIRECT_IO;
    disk = device->DeviceExtension;
    KeInitializeSpinLock(&disk->Lock);

    status = IoCreateSymbolicLink(&LinkName, &DeviceName);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(device);
        return status;
    }

    DriverObject->MajorFunction[IRP_MJ_CREATE] = DispatchCreate;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = DispatchClose;
    DriverObject->MajorFunction[IRP_MJ_READ] = DispatchReadWrite;
    DriverObject->MajorFunction[IRP_MJ_WRITE] = DispatchReadWrite;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = DispatchDeviceControl;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}

static
NTSTATUS
DispatchCreate(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp)
{
    PAGED_CODE();

    LockTransfer(DeviceObject->DeviceExtension);
    return CompleteRequest(Irp, STATUS_SUCCESS, 0);
}

static
NTSTATUS
DispatchClose(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp)
{
    PAGED_CODE();

    UnlockTransfer(DeviceObject->DeviceExtension);
    return CompleteRequest(Irp, STATUS_SUCCESS, 0);
}

static
NTSTATUS
DispatchReadWrite(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp)
{
    PIO_STACK_LOCATION stack = IoGetCurrentIrpStackLocation(Irp);
    BOOLEAN write = stack->MajorFunction == IRP_MJ_WRITE;
    ULONG length = write ? stack->Parameters.Write.Length : stack->Parameters.Read.Length;
    LONGLONG offset = write ? stack->Parameters.Write.ByteOffset.QuadPart : stack->Parameters.Read.ByteOffset.QuadPart;
    NTSTATUS status;

    PAGED_CODE();

    if (offset < 0 || offset > DISK_BYTES || length > DISK_BYTES - offset) {
        return CompleteRequest(Irp, STATUS_INVALID_PARAMETER, 0);
    }

    if (length == 0) {
        return CompleteRequest(Irp, STATUS_SUCCESS, 0);
    }

    status = ReadWrite(DeviceObject->DeviceExtension, Irp, (ULONG)offset, length, write);
    return CompleteRequest(Irp, status, NT_SUCCESS(status) ? length : 0);
}

static
NTSTATUS
ReadWrite(
    PDISK_EXTENSION Disk,
    PIRP Irp,
    ULONG Offset,
    ULONG Length,
    BOOLEAN Write)
{
    PUCHAR buffer;
    NTSTATUS status;

    PAGED_CODE();

    buffer = MmGetSystemAddressForMdlSafe(Irp->MdlAddress, NormalPagePriority);
    if (buffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }

    if (Write) {
        status = AllocateTracks(Disk, Offset, Length);
        if (!NT_SUCCESS(status)) {
            return status;
        }
    }

    Transfer(Disk, buffer, Offset, Length, Write);
    return STATUS_SUCCESS;
}

/* Tracks stay allocated until Unload; those that a failed write allocated hold zeros, as before. */
static
NTSTATUS
AllocateTracks(
    PDISK_EXTENSION Disk,
    ULONG Offset,
    ULONG Length)
{
    ULONG last = (Offset + Length - 1) / TRACK_BYTES;
    ULONG i;
    PUCHAR track;

    PAGED_CODE();

    for (i = Offset / TRACK_BYTES; i <= last; i++) {
        if (Disk->Tracks[i] != NULL) {
            continue;
        }

        track = ExAllocatePoolWithTag(NonPagedPoolNx, TRACK_BYTES, TRACK_TAG);
        if (track == NULL) {
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        RtlZeroMemory(track, TRACK_BYTES);
        if (InterlockedCompareExchangePointer((PVOID *)&Disk->Tracks[i], track, NULL) != NULL) {

            /* Another write was faster. */
            ExFreePoolWithTag(track, TRACK_TAG);
        }
    }

    return STATUS_SUCCESS;
}

static
NTSTATUS
DispatchDeviceControl(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp)
{
    PIO_STACK_LOCATION stack = IoGetCurrentIrpStackLocation(Irp);
    ULONG outputLength = stack->Parameters.DeviceIoControl.OutputBufferLength;

    UNREFERENCED_PARAMETER(DeviceObject);
    PAGED_CODE();

    switch (stack->Parameters.DeviceIoControl.IoControlCode) {
    case IOCTL_DISK_GET_DRIVE_GEOMETRY:
        if (outputLength < sizeof(DISK_GEOMETRY)) {
            return CompleteRequest(Irp, STATUS_BUFFER_TOO_SMALL, 0);
        }

        GeometryRequests++;
        *(PDISK_GEOMETRY)Irp->AssociatedIrp.SystemBuffer = Geometry;
        return CompleteRequest(Irp, STATUS_SUCCESS, sizeof(DISK_GEOMETRY));

    case IOCTL_DISK_CHECK_VERIFY:
        return CompleteRequest(Irp, STATUS_SUCCESS, 0);

    default:
        return CompleteRequest(Irp, STATUS_INVALID_DEVICE_REQUEST, 0);
    }
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
    IoCompleteRequest(Irp, IO_DISK_INCREMENT);
    return Status;
}

static
VOID
Unload(
    PDRIVER_OBJECT DriverObject)
{
    PDEVICE_OBJECT device = DriverObject->DeviceObject;
    PDISK_EXTENSION disk = device->DeviceExtension;
    ULONG i;

    PAGED_CODE();

    IoDeleteSymbolicLink(&LinkName);
    for (i = 0; i < TRACKS; i++) {
        if (disk->Tracks[i] != NULL) {
            ExFreePoolWithTag(disk->Tracks[i], TRACK_TAG);
        }
    }

    IoDeleteDevice(device);
}
