#include "queue.h"

/* Planted defect: DriverEntry ignored that there was no buffer, and no request asks for one again. */
PUCHAR
TakeDigestBuffer(
    PQUEUE_EXTENSION Queue)
{
    return Queue->DigestBuffer;
}
