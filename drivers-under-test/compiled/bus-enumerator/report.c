#include "bus.h"

#pragma alloc_text(PAGE, ReportChildren)

NTSTATUS
ReportChildren(
    PBUS_EXTENSION Bus,
    PDEVICE_RELATIONS *Relations)
{
    PDEVICE_RELATIONS relations;
    NTSTATUS status;

    PAGED_CODE();

    relations = ExAllocatePoolWithTag(PagedPool, sizeof(DEVICE_RELATIONS), RELATIONS_TAG);
    if (relations == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }

    if (Bus->Child == NULL) {
        status = CreateChild(Bus, &Bus->Child);
        if (!NT_SUCCESS(status)) {
            ExFreePoolWithTag(relations, RELATIONS_TAG);
            return status;
        }
    }

    /* The PnP manager frees the list and drops the reference. */
    ObReferenceObject(Bus->Child);
    relations->Count = 1;
    relations->Objects[0] = Bus->Child;
    *Relations = relations;
    return STATUS_SUCCESS;
}
