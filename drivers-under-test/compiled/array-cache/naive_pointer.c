/*
 * The naive design with a slip of the pen: ExFreePool(&Array) compiles as well as ExFreePool(Array).
 */
#include "cache.h"

VOID
InitializeArray(
    PCACHE_EXTENSION Cache)
{
    Cache->Array = NULL;
}

NTSTATUS
UpdateArray(
    PCACHE_EXTENSION Cache,
    const VOID *Data,
    ULONG Length)
{
    ExAcquireFastMutex(&Cache->Lock);
    if (Cache->Array != NULL) {

        /* Planted defect: &Cache->Array is an address in the middle of the device object's own block. */
        ExFreePool(&Cache->Array);
    }

    Cache->Length = 0;
    Cache->Array = ExAllocatePoolWithTag(PagedPool, Length, ARRAY_TAG);
    if (Cache->Array == NULL) {
        ExReleaseFastMutex(&Cache->Lock);
        return STATUS_INSUFFICIENT_RESOURCES;
    }

    RtlCopyMemory(Cache->Array, Data, Length);
    Cache->Length = Length;
    ExReleaseFastMutex(&Cache->Lock);
    return STATUS_SUCCESS;
}

VOID
DeleteArray(
    PCACHE_EXTENSION Cache)
{
    if (Cache->Array != NULL) {
        ExFreePoolWithTag(Cache->Array, ARRAY_TAG);
    }
}
