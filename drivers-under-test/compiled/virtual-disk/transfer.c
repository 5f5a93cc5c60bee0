#include "disk.h"

#pragma alloc_text(PAGEDISK, Transfer)

VOID
Transfer(
    PDISK_EXTENSION Disk,
    PUCHAR Buffer,
    ULONG Offset,
    ULONG Length,
    BOOLEAN Write)
{
    KIRQL oldIrql;
    PUCHAR track;
    ULONG start;
    ULONG bytes;

    KeAcquireSpinLock(&Disk->Lock, &oldIrql);
    while (Length > 0) {
        track = Disk->Tracks[Offset / TRACK_BYTES];
        start = Offset % TRACK_BYTES;
        bytes = min(Length, TRACK_BYTES - start);
        if (Write) {
            RtlCopyMemory(track + start, Buffer, bytes);
        } else if (track != NULL) {
            RtlCopyMemory(Buffer, track + start, bytes);
        } else {
            RtlZeroMemory(Buffer, bytes);
        }

        Buffer += bytes;
        Offset += bytes;
        Length -= bytes;
    }

    KeReleaseSpinLock(&Disk->Lock, oldIrql);
}
