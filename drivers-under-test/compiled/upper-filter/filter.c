/*
 * Load, control device, requests that pass, unload.
 */
#include "filter.h"

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH DispatchAny;
static NTSTATUS CreateControlDevice(PDRIVER_OBJECT DriverObject);
static NTSTATUS ControlRequest(PIRP Irp);
static NTSTATUS ReadTotals(PIRP Irp);

#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(INIT, CreateControlDevice)
#pragma alloc_text(PAGE, Unload)

static UNICODE_STRING ControlName = RTL_CONSTANT_STRING(L"\\Device\\UpperFilter");
static PDEVICE_OBJECT ControlDevice;

static KSPIN_LOCK TotalsLock;
static FILTER_TOTALS Totals;

NTSTATUS
DriverEntry(
    PDRIVER_OBJECT DriverObject,
    PUNICODE_STRING RegistryPath)
{
    ULONG i;

    UNREFERENCED_PARAMETER(RegistryPath);

    /* A filter passes everything that it does not know. */
    for (i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++) {
        DriverObject->MajorFunction[i] = DispatchAny;
    }

    DriverObject->DriverExtension->AddDevice = AddDevice;
    DriverObject->DriverUnload = Unload;
    KeInitializeSpinLock(&TotalsLock);
    return CreateControlDevice(DriverObject);
}

static
NTSTATUS
CreateControlDevice(
    PDRIVER_OBJECT DriverObject)
{
    PCOMMON_EXTENSION common;
    NTSTATUS status;

    status = IoCreateDevice(DriverObject,
                            sizeof(COMMON_EXTENSION),
                            &ControlName,
                            FILE_DEVICE_UNKNOWN,
                            FILE_DEVICE_SECURE_OPEN,
                            FALSE,
                            &ControlDevice);
    if (!NT_SUCCESS(status)) {
        return status;
    }

    common = ControlDevice->DeviceExtension;
    common->Self = ControlDevice;
    common->IsControl = TRUE;
    ControlDevice->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}

static
NTSTATUS
DispatchAny(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp)
{
    PCOMMON_EXTENSION common = DeviceObject->DeviceExtension;
    PFILTER_EXTENSION filter = DeviceObject->DeviceExtension;
    NTSTATUS status;

    if (common->IsControl) {
        return ControlRequest(Irp);
    }

    status = IoAcquireRemoveLock(&filter->RemoveLock, Irp);
    if (!NT_SUCCESS(status)) {
        return CompleteRequest(Irp, status, 0);
    }

    if (IoGetCurrentIrpStackLocation(Irp)->MajorFunction == IRP_MJ_PNP) {
        return FilterPnp(filter, Irp);
    }

    return Pass(filter, Irp);
}

static
NTSTATUS
ControlRequest(
    PIRP Irp)
{
    PIO_STACK_LOCATION stack = IoGetCurrentIrpStackLocation(Irp);

    switch (stack->MajorFunction) {
    case IRP_MJ_CREATE:
    case IRP_MJ_CLEANUP:
    case IRP_MJ_CLOSE:
        return CompleteRequest(Irp, STATUS_SUCCESS, 0);

    case IRP_MJ_DEVICE_CONTROL:
        if (stack->Parameters.DeviceIoControl.IoControlCode == IOCTL_FILTER_TOTALS) {
            return ReadTotals(Irp);
        }

        return CompleteRequest(Irp, STATUS_INVALID_DEVICE_REQUEST, 0);

    default:
        return CompleteRequest(Irp, STATUS_INVALID_DEVICE_REQUEST, 0);
    }
}

static
NTSTATUS
ReadTotals(
    PIRP Irp)
{
    PIO_STACK_LOCATION stack = IoGetCurrentIrpStackLocation(Irp);
    KIRQL oldIrql;

    if (stack->Parameters.DeviceIoControl.OutputBufferLength < sizeof(FILTER_TOTALS)) {
        return CompleteRequest(Irp, STATUS_BUFFER_TOO_SMALL, 0);
    }

    KeAcquireSpinLock(&TotalsLock, &oldIrql);
    *(PFILTER_TOTALS)Irp->AssociatedIrp.SystemBuffer = Totals;
    KeReleaseSpinLock(&TotalsLock, oldIrql);
    return CompleteRequest(Irp, STATUS_SUCCESS, sizeof(FILTER_TOTALS));
}

VOID
Count(
    BOOLEAN Measured,
    LONGLONG Time)
{
    KIRQL oldIrql;

    KeAcquireSpinLock(&TotalsLock, &oldIrql);
    if (Measured) {
        Totals.Measured++;
        Totals.Time += Time;
    } else {
        Totals.Unmeasured++;
    }

    KeReleaseSpinLock(&TotalsLock, oldIrql);
}

NTSTATUS
FinishTrace(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp,
    PVOID Context)
{
    PTRACE_RECORD record = Context;
    PFILTER_EXTENSION filter = record->Filter;
    LARGE_INTEGER end;

    UNREFERENCED_PARAMETER(DeviceObject);

    KeQuerySystemTime(&end);
    Count(TRUE, end.QuadPart - record->Begin.QuadPart);
    ExFreePoolWithTag(record, RECORD_TAG);
    if (Irp->PendingReturned) {
        IoMarkIrpPending(Irp);
    }

    IoReleaseRemoveLock(&filter->RemoveLock, Irp);
    return STATUS_CONTINUE_COMPLETION;
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
    UNREFERENCED_PARAMETER(DriverObject);

    IoDeleteDevice(ControlDevice);
}
