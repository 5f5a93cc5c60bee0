/*
 * How jobs come, wait and go.
 */
#include "queue.h"

/* Headers that come and go all the time are kept; more than these go back to the pool. */
#define MOST_SPARES 2

static BOOLEAN TryTakeReserve(PQUEUE_EXTENSION Queue, ULONG Length, PJOB *Job);

NTSTATUS
CreateJob(
    PQUEUE_EXTENSION Queue,
    const VOID *Data,
    ULONG Length,
    PJOB *Job)
{
    PJOB job;

    if (!TryAllocateJob(Queue, Length, &job) && !TryTakeReserve(Queue, Length, &job)) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }

    RtlCopyMemory(job->Data, Data, Length);
    job->Length = Length;
    *Job = job;
    return STATUS_SUCCESS;
}

VOID
Append(
    PQUEUE_EXTENSION Queue,
    PJOB Job)
{
    PJOB oldest = NULL;

    ExAcquireFastMutex(&Queue->Lock);
    if (Queue->JobCount == CAPACITY) {
        oldest = RemoveOldest(Queue);
        Queue->Displaced++;
    }

    InsertTailList(&Queue->Jobs, &Job->ListEntry);
    Queue->JobCount++;
    Queue->Accepted++;
    ExReleaseFastMutex(&Queue->Lock);

    if (oldest != NULL) {
        FreeJob(Queue, oldest);
    }
}

PJOB
RemoveOldest(
    PQUEUE_EXTENSION Queue)
{
    PLIST_ENTRY entry;

    Queue->JobCount--;
    entry = RemoveHeadList(&Queue->Jobs);
    return CONTAINING_RECORD(entry, JOB, ListEntry);
}

VOID
FreeJob(
    PQUEUE_EXTENSION Queue,
    PJOB Job)
{
    Discharge(Queue, Job->Length);
    if (Job == &Queue->Reserve) {
        ExAcquireFastMutex(&Queue->Lock);
        Queue->ReserveUsed = FALSE;
        ExReleaseFastMutex(&Queue->Lock);
        return;
    }

    ExFreePoolWithTag(Job->Data, DATA_TAG);
    GiveHeaderBack(Queue, Job);
}

NTSTATUS
Charge(
    PQUEUE_EXTENSION Queue,
    ULONG Length)
{
    NTSTATUS status = STATUS_INSUFFICIENT_RESOURCES;

    ExAcquireFastMutex(&Queue->Lock);
    if (Queue->ChargedBytes + Length <= QUOTA_BYTES) {
        Queue->ChargedBytes += Length;
        status = STATUS_SUCCESS;
    }

    ExReleaseFastMutex(&Queue->Lock);
    return status;
}

VOID
Discharge(
    PQUEUE_EXTENSION Queue,
    ULONG Length)
{
    ExAcquireFastMutex(&Queue->Lock);
    Queue->ChargedBytes -= Length;
    ExReleaseFastMutex(&Queue->Lock);
}

PJOB
TakeHeader(
    PQUEUE_EXTENSION Queue)
{
    PLIST_ENTRY entry = NULL;

    ExAcquireFastMutex(&Queue->Lock);
    if (Queue->SpareCount > 0) {
        entry = RemoveHeadList(&Queue->Spares);
        Queue->SpareCount--;
    }

    ExReleaseFastMutex(&Queue->Lock);
    if (entry != NULL) {
        return CONTAINING_RECORD(entry, JOB, ListEntry);
    }

    return ExAllocatePoolWithTag(PagedPool, sizeof(JOB), JOB_TAG);
}

VOID
GiveHeaderBack(
    PQUEUE_EXTENSION Queue,
    PJOB Header)
{
    BOOLEAN kept;

    ExAcquireFastMutex(&Queue->Lock);
    kept = Queue->SpareCount < MOST_SPARES;
    if (kept) {
        InsertTailList(&Queue->Spares, &Header->ListEntry);
        Queue->SpareCount++;
    }

    ExReleaseFastMutex(&Queue->Lock);
    if (!kept) {
        ExFreePoolWithTag(Header, JOB_TAG);
    }
}

static
BOOLEAN
TryTakeReserve(
    PQUEUE_EXTENSION Queue,
    ULONG Length,
    PJOB *Job)
{
    BOOLEAN taken;

    ExAcquireFastMutex(&Queue->Lock);
    Queue->Shortages++;
    taken = !Queue->ReserveUsed && Length <= RESERVE_BYTES;
    if (taken) {
        Queue->ReserveUsed = TRUE;
    }

    ExReleaseFastMutex(&Queue->Lock);
    if (!taken) {
        return FALSE;
    }

    Queue->Reserve.Data = Queue->ReserveData;
    *Job = &Queue->Reserve;
    return TRUE;
}

NTSTATUS
Dequeue(
    PQUEUE_EXTENSION Queue,
    PVOID Output,
    ULONG OutputLength,
    PULONG Copied)
{
    PJOB job = NULL;
    NTSTATUS status = STATUS_NO_MORE_ENTRIES;

    *Copied = 0;
    ExAcquireFastMutex(&Queue->Lock);
    if (Queue->JobCount > 0 && CONTAINING_RECORD(Queue->Jobs.Flink, JOB, ListEntry)->Length > OutputLength) {
        status = STATUS_BUFFER_TOO_SMALL;
    } else if (Queue->JobCount > 0) {
        job = RemoveOldest(Queue);
        Queue->Taken++;
        status = STATUS_SUCCESS;
    }

    ExReleaseFastMutex(&Queue->Lock);
    if (job != NULL) {
        *Copied = job->Length;
        RtlCopyMemory(Output, job->Data, job->Length);
        FreeJob(Queue, job);
    }

    return status;
}
