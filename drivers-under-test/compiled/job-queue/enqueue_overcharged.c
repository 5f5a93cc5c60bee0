#include "queue.h"

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

    status = CreateJob(Queue, Data, Length, &job);
    if (!NT_SUCCESS(status)) {

        /* Planted defect: the bytes stay charged. */
        return status;
    }

    Append(Queue, job);
    return STATUS_SUCCESS;
}
