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
        GiveHeaderBack(Queue, job);
        return FALSE;
    }

    *Job = job;
    return TRUE;
}
