/*
 * Allocate-then-swap over a lookaside list of entries of one size. Once an entry has come back, the next update is served without
 * the pool; a miss can still fail and is answered for.
 */
#include "cache.h"

VOID
InitializeArray(
    PCACHE_EXTENSION Cache)
{
    Cache->Array = NULL;
    ExInitializePagedLookasideList(&Cache->Own.Lookaside, NULL, NULL, 0, ARRAY_CAPACITY, ARRAY_TAG, 0);
}

NTSTATUS
UpdateArray(
    PCACHE_EXTENSION Cache,
    const VOID *Data,
    ULONG Length)
{
    PVOID newArray;
    PVOID oldArray;

    if (Length > ARRAY_CAPACITY) {
        return STATUS_INVALID_BUFFER_SIZE;
    }

    newArray = ExAllocateFromPagedLookasideList(&Cache->Own.Lookaside);
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
        ExFreeToPagedLookasideList(&Cache->Own.Lookaside, oldArray);
    }

    return STATUS_SUCCESS;
}

VOID
DeleteArray(
    PCACHE_EXTENSION Cache)
{
    if (Cache->Array != NULL) {
        ExFreeToPagedLookasideList(&Cache->Own.Lookaside, Cache->Array);
    }

    ExDeletePagedLookasideList(&Cache->Own.Lookaside);
}
