#include "canary.h"

NTSTATUS
WithoutCopy(
    PCANARY_EXTENSION Extension)
{
    UNREFERENCED_PARAMETER(Extension);

    return STATUS_INSUFFICIENT_RESOURCES;
}
