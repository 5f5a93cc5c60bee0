#include "disk.h"

#pragma alloc_text(PAGE, LockTransfer)
#pragma alloc_text(PAGE, UnlockTransfer)

/* Planted defect: the disk is counted as open, but nothing keeps the transfer code in memory. */
VOID
LockTransfer(
    PDISK_EXTENSION Disk)
{
    PAGED_CODE();

    InterlockedIncrement(&Disk->Opens);
}

VOID
UnlockTransfer(
    PDISK_EXTENSION Disk)
{
    PAGED_CODE();

    InterlockedDecrement(&Disk->Opens);
}
