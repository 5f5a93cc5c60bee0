#include "queue.h"

static VOID MakeRoom(PQUEUE_EXTENSION Queue);

NTSTATUS
Enqueue(
    PQUEUE_EXTENSION Queue,
    const VOID *Data,
    ULONG Length)
{
    PJOB job;
    NTSTATUS status;

    status = Charge(Queue, Length);
    if (!NT_SUCCESS(status)) {
        return status;
    }

    /* Planted defect: the oldest job goes before the new one is certain. */
    MakeRoom(Queue);

    status = CreateJob(Queue, Data, Length, &job);
    if (!NT_SUCCESS(status)) {
        Discharge(Queue, Length);
        return status;
    }

    Append(Queue, job);
    return STATUS_SUCCESS;
}

static
VOID
MakeRoom(
    PQUEUE_EXTENSION Queue)
{
    PJOB oldest = NULL;

    ExAcquireFastMutex(&Queue->Lock);
    if (Queue->JobCount == CAPACITY) {
        oldest = RemoveOldest(Queue);
        Queue->Displaced++;
    }

    ExReleaseFastMutex(&Queue->Lock);
    if (oldest != NULL) {
        FreeJob(Queue, oldest);
    }
}
