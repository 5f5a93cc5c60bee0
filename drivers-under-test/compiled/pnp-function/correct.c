/*
 * The function driver as it should be: every failure undoes what came before it, in reverse order.
 */
#include "function.h"

#pragma alloc_text(PAGE, AddDevice)
#pragma alloc_text(PAGE, StartDevice)
#pragma alloc_text(PAGE, GetRange)

NTSTATUS
AddDevice(
    PDRIVER_OBJECT DriverObject,
    PDEVICE_OBJECT PhysicalDeviceObject)
{
    PDEVICE_OBJECT device;
    PPNP_EXTENSION extension;
    NTSTATUS status;

    PAGED_CODE();

    status = CreateDevice(DriverObject, &device);
    if (!NT_SUCCESS(status)) {
        return status;
    }

    extension = device->DeviceExtension;
    extension->Lower = IoAttachDeviceToDeviceStack(device, PhysicalDeviceObject);
    if (extension->Lower == NULL) {
        IoDeleteDevice(device);
        return STATUS_NO_SUCH_DEVICE;
    }

    status = RtlAnsiStringToUnicodeString(&extension->SerialNumber, &SerialNumber, TRUE);
    if (!NT_SUCCESS(status)) {
        IoDetachDevice(extension->Lower);
        IoDeleteDevice(device);
        return status;
    }

    FinishDevice(extension);
    return STATUS_SUCCESS;
}

NTSTATUS
StartDevice(
    PPNP_EXTENSION Extension)
{
    PAGED_CODE();

    Extension->Buffer = ExAllocatePoolWithTag(NonPagedPoolNx, BUFFER_BYTES, BUFFER_TAG);
    if (Extension->Buffer == NULL) {
        goto NoBuffer;
    }

    Extension->BufferMdl = IoAllocateMdl(Extension->Buffer, BUFFER_BYTES, FALSE, FALSE, NULL);
    if (Extension->BufferMdl == NULL) {
        goto NoMdl;
    }

    Extension->WorkItem = IoAllocateWorkItem(Extension->Self);
    if (Extension->WorkItem == NULL) {
        goto NoWorkItem;
    }

    Extension->StateIrp = IoAllocateIrp(Extension->Lower->StackSize, FALSE);
    if (Extension->StateIrp == NULL) {
        goto NoIrp;
    }

    RtlZeroMemory(Extension->Buffer, BUFFER_BYTES);
    MmBuildMdlForNonPagedPool(Extension->BufferMdl);
    Extension->Started = TRUE;
    SetSamplingTimer(Extension);
    return STATUS_SUCCESS;

NoIrp:
    IoFreeWorkItem(Extension->WorkItem);
NoWorkItem:
    IoFreeMdl(Extension->BufferMdl);
NoMdl:
    ExFreePoolWithTag(Extension->Buffer, BUFFER_TAG);
NoBuffer:
    return STATUS_INSUFFICIENT_RESOURCES;
}

NTSTATUS
GetRange(
    PPNP_EXTENSION Extension,
    PSAMPLE_RANGE Range)
{
    PULONG copy;

    PAGED_CODE();

    copy = ExAllocatePoolWithTag(PagedPool, BUFFER_BYTES, COPY_TAG);
    if (copy == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }

    RtlCopyMemory(copy, Extension->Buffer, BUFFER_BYTES);
    FindRange(copy, Range);
    ExFreePoolWithTag(copy, COPY_TAG);
    return STATUS_SUCCESS;
}
