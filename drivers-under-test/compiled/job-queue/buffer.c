#include "queue.h"

/* Allocates the buffer if there is none yet. Once allocated it stays. */
PUCHAR
TakeDigestBuffer(
    PQUEUE_EXTENSION Queue)
{
    if (Queue->DigestBuffer == NULL) {
        Queue->DigestBuffer = ExAllocatePoolWithTag(PagedPool, QUOTA_BYTES, DIGEST_TAG);
    }

    return Queue->DigestBuffer;
}
