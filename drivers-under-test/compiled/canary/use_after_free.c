#include "canary.h"

NTSTATUS
WithoutCopy(
    PCANARY_EXTENSION Extension)
{
    PUCHAR kept = Extension->Kept;

    Extension->Kept = NULL;
    Extension->Length = 0;
    if (kept != NULL) {
        ExFreePoolWithTag(kept, KEPT_TAG);

        /* Planted defect: the block is freed already. */
        *(volatile UCHAR *)kept = 0;
    }

    return STATUS_INSUFFICIENT_RESOURCES;
}
