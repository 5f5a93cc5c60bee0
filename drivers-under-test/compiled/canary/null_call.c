#include "canary.h"

NTSTATUS
WithoutCopy(
    PCANARY_EXTENSION Extension)
{
    /* Planted defect: no routine is registered. */
    Extension->OnShortage();
    return STATUS_INSUFFICIENT_RESOURCES;
}
