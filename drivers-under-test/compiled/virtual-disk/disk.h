/*
 * A disk in memory: 64 tracks of 4 KiB, each allocated when it is first written. Its code and data are spread over sections: INIT is
 * discarded after DriverEntry, PAGE can be paged out, PAGEDATA is data that can, and PAGEDISK holds the code that copies with the
 * spin lock held: it is locked in memory while the disk is open. The two drivers differ in that.
 */
#pragma once

#include "wdkcompat.h"
#include <ntdddisk.h>

#define TRACK_TAG 'kTdV'

#define SECTOR_BYTES 512
#define TRACK_SECTORS 8
#define TRACK_BYTES (TRACK_SECTORS * SECTOR_BYTES)
#define TRACKS 64
#define DISK_BYTES (TRACKS * TRACK_BYTES)

typedef struct _DISK_EXTENSION {
    KSPIN_LOCK Lock;                /* guards Tracks */
    PUCHAR Tracks[TRACKS];          /* NULL: never written, reads as zeros */
    PVOID Section;                  /* of the transfer code, while it is locked */
    LONG Opens;
} DISK_EXTENSION, *PDISK_EXTENSION;

/* lock*.c: keeps the transfer code in memory, and stops doing so. IRQL: PASSIVE_LEVEL. */
VOID
LockTransfer(
    PDISK_EXTENSION Disk);

VOID
UnlockTransfer(
    PDISK_EXTENSION Disk);

/*
 * transfer.c: the code in PAGEDISK.
 */

/* Copies between buffer and tracks with the lock held. IRQL: up to DISPATCH_LEVEL. */
VOID
Transfer(
    PDISK_EXTENSION Disk,
    PUCHAR Buffer,
    ULONG Offset,
    ULONG Length,
    BOOLEAN Write);
