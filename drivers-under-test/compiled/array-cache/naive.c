/*
 * The naive design: frees the old array before it has the new one.
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

    /* Planted defect: after this the old array cannot be restored. */
    if (Cache->Array != NULL) {
        ExFreePoolWithTag(Cache->Array, ARRAY_TAG);
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
