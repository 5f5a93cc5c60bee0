/*
 * Allocate, fill, swap, free: a failed update changes nothing.
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
    PVOID newArray;
    PVOID oldArray;

    newArray = ExAllocatePoolWithTag(PagedPool, Length, ARRAY_TAG);
    if (newArray == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }

    RtlCopyMemory(newArray, Data, Length);

    ExAcquireFastMutex(&Cache->Lock);
    oldArray = Cache->Array;
    Cache->Array = newArray;
    Cache->Length = Length;
    ExReleaseFastMutex(&Cache->Lock);

    if (oldArray != NULL) {
        ExFreePoolWithTag(oldArray, ARRAY_TAG);
    }

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
