/*
 * The function driver with one mistake wherever an allocation may fail.
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

        /* Planted defect: the device is still attached to the stack. */
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

        /* Planted defect: the wrong label; the MDL is not freed. */
        goto NoMdl;
    }

    RtlZeroMemory(Extension->Buffer, BUFFER_BYTES);
    MmBuildMdlForNonPagedPool(Extension->BufferMdl);
    SetSamplingTimer(Extension);
    Extension->StateIrp = IoAllocateIrp(Extension->Lower->StackSize, FALSE);
    if (Extension->StateIrp == NULL) {
        goto NoIrp;
    }

    Extension->Started = TRUE;
    return STATUS_SUCCESS;

NoIrp:
    /* Planted defect: the timer is set already, and its DPC writes to the buffer. */
    IoFreeWorkItem(Extension->WorkItem);
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

        /* Planted defect: the caller cannot tell a shortage from a broken device. */
        return STATUS_UNSUCCESSFUL;
    }

    RtlCopyMemory(copy, Extension->Buffer, BUFFER_BYTES);
    FindRange(copy, Range);
    ExFreePoolWithTag(copy, COPY_TAG);
    return STATUS_SUCCESS;
}
