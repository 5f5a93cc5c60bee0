#include "queue.h"

NTSTATUS
MakeDigest(
    PQUEUE_EXTENSION Queue,
    PULONG Digest)
{
    PUCHAR buffer;

    if (!TryBeginDigest(Queue)) {
        return STATUS_DEVICE_BUSY;
    }

    buffer = TakeDigestBuffer(Queue);
    if (buffer == NULL) {
        EndDigest(Queue);
        return STATUS_INSUFFICIENT_RESOURCES;
    }

    *Digest = Sum(buffer, CopyJobs(Queue, buffer));
    EndDigest(Queue);
    return STATUS_SUCCESS;
}
