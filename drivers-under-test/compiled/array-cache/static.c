/*
 * The array is part of the device extension: allocated with the device or not at all, so no update can fail for lack of memory.
 * The price is a limit, and the limit needs a check.
 */
#include "cache.h"

VOID
InitializeArray(
    PCACHE_EXTENSION Cache)
{
    Cache->Array = Cache->Own.Reserved;
}

NTSTATUS
UpdateArray(
    PCACHE_EXTENSION Cache,
    const VOID *Data,
    ULONG Length)
{
    if (Length > ARRAY_CAPACITY) {
        return STATUS_INVALID_BUFFER_SIZE;
    }

    ExAcquireFastMutex(&Cache->Lock);
    RtlCopyMemory(Cache->Array, Data, Length);
    Cache->Length = Length;
    ExReleaseFastMutex(&Cache->Lock);
    return STATUS_SUCCESS;
}

VOID
DeleteArray(
    PCACHE_EXTENSION Cache)
{
    Cache->Length = 0;
}
