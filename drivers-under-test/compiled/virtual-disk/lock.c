#include "disk.h"

#pragma alloc_text(PAGE, LockTransfer)
#pragma alloc_text(PAGE, UnlockTransfer)

VOID
LockTransfer(
    PDISK_EXTENSION Disk)
{
    PAGED_CODE();

    if (InterlockedIncrement(&Disk->Opens) == 1) {
        Disk->Section = MmLockPagableDataSection((PVOID)Transfer);
    }
}

VOID
UnlockTransfer(
    PDISK_EXTENSION Disk)
{
    PAGED_CODE();

    if (InterlockedDecrement(&Disk->Opens) == 0) {
        MmUnlockPagableImageSection(Disk->Section);
    }
}
