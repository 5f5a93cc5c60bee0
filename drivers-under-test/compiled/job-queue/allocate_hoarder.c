#include "queue.h"

BOOLEAN
TryAllocateJob(
    PQUEUE_EXTENSION Queue,
    ULONG Length,
    PJOB *Job)
{
    PJOB job;

    job = TakeHeader(Queue);
    if (job == NULL) {
        return FALSE;
    }

    job->Data = ExAllocatePoolWithTag(PagedPool, Length, DATA_TAG);
    if (job->Data == NULL) {

        /* Planted defect: no header leaves this list before Unload. */
        ExAcquireFastMutex(&Queue->Lock);
        InsertTailList(&Queue->Retired, &job->ListEntry);
        ExReleaseFastMutex(&Queue->Lock);
        return FALSE;
    }

    *Job = job;
    return TRUE;
}
