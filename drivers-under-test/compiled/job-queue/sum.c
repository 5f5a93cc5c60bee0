/*
 * What a digest is made from.
 */
#include "queue.h"

#define PRIME 65521

BOOLEAN
TryBeginDigest(
    PQUEUE_EXTENSION Queue)
{
    BOOLEAN begun;

    ExAcquireFastMutex(&Queue->Lock);
    begun = !Queue->Digesting;
    Queue->Digesting = TRUE;
    ExReleaseFastMutex(&Queue->Lock);
    return begun;
}

VOID
EndDigest(
    PQUEUE_EXTENSION Queue)
{
    ExAcquireFastMutex(&Queue->Lock);
    Queue->Digesting = FALSE;
    ExReleaseFastMutex(&Queue->Lock);
}

ULONG
CopyJobs(
    PQUEUE_EXTENSION Queue,
    PUCHAR Buffer)
{
    PLIST_ENTRY entry;
    PJOB job;
    ULONG length = 0;

    ExAcquireFastMutex(&Queue->Lock);
    for (entry = Queue->Jobs.Flink; entry != &Queue->Jobs; entry = entry->Flink) {
        job = CONTAINING_RECORD(entry, JOB, ListEntry);
        RtlCopyMemory(Buffer + length, job->Data, job->Length);
        length += job->Length;
    }

    ExReleaseFastMutex(&Queue->Lock);
    return length;
}

ULONG
Sum(
    const UCHAR *Data,
    ULONG Length)
{
    ULONG low = 1;
    ULONG high = 0;
    ULONG i;

    for (i = 0; i < Length; i++) {
        low = (low + Data[i]) % PRIME;
        high = (high + low) % PRIME;
    }

    return (high << 16) | low;
}
