/*
 * Plug and play of the child: the physical device answers for the bus.
 */
#include "bus.h"

static NTSTATUS QueryId(BUS_QUERY_ID_TYPE Type, PULONG_PTR Information);
static NTSTATUS QueryTarget(PCHILD_EXTENSION Child, PULONG_PTR Information);
static VOID QueryCapabilities(PDEVICE_CAPABILITIES Capabilities);

#pragma alloc_text(PAGE, DispatchChildPnp)
#pragma alloc_text(PAGE, QueryId)
#pragma alloc_text(PAGE, QueryTarget)
#pragma alloc_text(PAGE, QueryCapabilities)

NTSTATUS
DispatchChildPnp(
    PCHILD_EXTENSION Child,
    PIRP Irp)
{
    PIO_STACK_LOCATION stack = IoGetCurrentIrpStackLocation(Irp);
    ULONG_PTR information = Irp->IoStatus.Information;
    NTSTATUS status = Irp->IoStatus.Status;

    PAGED_CODE();

    switch (stack->MinorFunction) {
    case IRP_MN_START_DEVICE:
        Child->StartCount++;
        status = STATUS_SUCCESS;
        break;

    case IRP_MN_REMOVE_DEVICE:

        /* The child is still there, as far as the bus knows: its device object stays until the bus is removed. */
    case IRP_MN_STOP_DEVICE:
    case IRP_MN_SURPRISE_REMOVAL:
    case IRP_MN_QUERY_STOP_DEVICE:
    case IRP_MN_CANCEL_STOP_DEVICE:
    case IRP_MN_QUERY_REMOVE_DEVICE:
    case IRP_MN_CANCEL_REMOVE_DEVICE:
        status = STATUS_SUCCESS;
        break;

    case IRP_MN_QUERY_ID:
        status = QueryId(stack->Parameters.QueryId.IdType, &information);
        break;

    case IRP_MN_QUERY_CAPABILITIES:
        QueryCapabilities(stack->Parameters.DeviceCapabilities.Capabilities);
        status = STATUS_SUCCESS;
        break;

    case IRP_MN_QUERY_DEVICE_RELATIONS:
        if (stack->Parameters.QueryDeviceRelations.Type == TargetDeviceRelation) {
            status = QueryTarget(Child, &information);
        }

        break;

    default:
        break;
    }

    return CompleteRequest(Irp, status, information);
}

static
NTSTATUS
QueryId(
    BUS_QUERY_ID_TYPE Type,
    PULONG_PTR Information)
{
    /* Two zeros end a list of IDs; a single ID ends at the first. */
    static const WCHAR deviceId[] = L"ENUM\\Child\0";
    static const WCHAR instanceId[] = L"0000\0";
    const WCHAR *id;
    SIZE_T length;
    PWCHAR copy;

    PAGED_CODE();

    switch (Type) {
    case BusQueryDeviceID:
    case BusQueryHardwareIDs:
        id = deviceId;
        length = sizeof(deviceId);
        break;

    case BusQueryInstanceID:
        id = instanceId;
        length = sizeof(instanceId);
        break;

    default:
        *Information = 0;
        return STATUS_NOT_SUPPORTED;
    }

    copy = ExAllocatePoolWithTag(PagedPool, length, ID_TAG);
    if (copy == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }

    RtlCopyMemory(copy, id, length);
    *Information = (ULONG_PTR)copy;
    return STATUS_SUCCESS;
}

static
NTSTATUS
QueryTarget(
    PCHILD_EXTENSION Child,
    PULONG_PTR Information)
{
    PDEVICE_RELATIONS relations;

    PAGED_CODE();

    relations = ExAllocatePoolWithTag(PagedPool, sizeof(DEVICE_RELATIONS), RELATIONS_TAG);
    if (relations == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }

    relations->Count = 1;
    relations->Objects[0] = Child->Common.Self;
    ObReferenceObject(Child->Common.Self);
    *Information = (ULONG_PTR)relations;
    return STATUS_SUCCESS;
}

static
VOID
QueryCapabilities(
    PDEVICE_CAPABILITIES Capabilities)
{
    ULONG state;

    PAGED_CODE();

    Capabilities->DeviceState[PowerSystemWorking] = PowerDeviceD0;
    for (state = PowerSystemSleeping1; state <= PowerSystemShutdown; state++) {
        Capabilities->DeviceState[state] = PowerDeviceD3;
    }

    Capabilities->UniqueID = FALSE;
    Capabilities->Removable = FALSE;
}
