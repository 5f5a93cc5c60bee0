#include "bus.h"

#pragma alloc_text(PAGE, ReportChildren)

NTSTATUS
ReportChildren(
    PBUS_EXTENSION Bus,
    PDEVICE_RELATIONS *Relations)
{
    PDEVICE_RELATIONS relations;
    PDEVICE_OBJECT child = Bus->Child;
    NTSTATUS status;

    PAGED_CODE();

    if (child == NULL) {
        status = CreateChild(Bus, &child);
        if (!NT_SUCCESS(status)) {
            return status;
        }
    }

    relations = ExAllocatePoolWithTag(PagedPool, sizeof(DEVICE_RELATIONS), RELATIONS_TAG);
    if (relations == NULL) {

        /* Planted defect: a child that was just created is known to nothing and never deleted. */
        return STATUS_INSUFFICIENT_RESOURCES;
    }

    Bus->Child = child;
    ObReferenceObject(child);
    relations->Count = 1;
    relations->Objects[0] = child;
    *Relations = relations;
    return STATUS_SUCCESS;
}
