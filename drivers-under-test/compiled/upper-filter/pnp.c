/*
 * AddDevice, and the PnP requests that a filter must see.
 */
#include "filter.h"

#pragma alloc_text(PAGE, AddDevice)
#pragma alloc_text(PAGE, FilterPnp)

/* What a filter takes over from the device below, so that the I/O manager treats both alike. */
#define INHERITED_FLAGS (DO_BUFFERED_IO | DO_DIRECT_IO | DO_POWER_PAGABLE)

NTSTATUS
AddDevice(
    PDRIVER_OBJECT DriverObject,
    PDEVICE_OBJECT PhysicalDeviceObject)
{
    PDEVICE_OBJECT device;
    PFILTER_EXTENSION filter;
    NTSTATUS status;

    PAGED_CODE();

    status = IoCreateDevice(DriverObject,
                            sizeof(FILTER_EXTENSION),
                            NULL,
                            FILE_DEVICE_UNKNOWN,
                            FILE_DEVICE_SECURE_OPEN,
                            FALSE,
                            &device);
    if (!NT_SUCCESS(status)) {
        return status;
    }

    filter = device->DeviceExtension;
    filter->Common.Self = device;
    filter->Common.IsControl = FALSE;
    IoInitializeRemoveLock(&filter->RemoveLock, REMOVE_LOCK_TAG, 0, 0);
    filter->Lower = IoAttachDeviceToDeviceStack(device, PhysicalDeviceObject);
    if (filter->Lower == NULL) {
        IoDeleteDevice(device);
        return STATUS_NO_SUCH_DEVICE;
    }

    device->DeviceType = filter->Lower->DeviceType;
    device->Flags |= filter->Lower->Flags & INHERITED_FLAGS;
    device->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}

NTSTATUS
FilterPnp(
    PFILTER_EXTENSION Filter,
    PIRP Irp)
{
    PDEVICE_OBJECT device = Filter->Common.Self;
    PDEVICE_OBJECT lower = Filter->Lower;
    NTSTATUS status;

    PAGED_CODE();

    if (IoGetCurrentIrpStackLocation(Irp)->MinorFunction != IRP_MN_REMOVE_DEVICE) {
        return Pass(Filter, Irp);
    }

    IoSkipCurrentIrpStackLocation(Irp);
    status = IoCallDriver(lower, Irp);
    IoReleaseRemoveLockAndWait(&Filter->RemoveLock, Irp);
    IoDetachDevice(lower);
    IoDeleteDevice(device);
    return status;
}
