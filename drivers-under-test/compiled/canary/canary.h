/*
 * A device that keeps what was written last and gives it back. The drivers differ in what a write does when it gets no memory.
 */
#pragma once

#include "wdkcompat.h"

#define KEPT_TAG 'yrnC'
#define OTHER_TAG 'OrnC'

#define DESK_BYTES 0x40

typedef VOID SHORTAGE_ROUTINE(VOID);

typedef struct _CANARY_EXTENSION {
    PUCHAR Kept;                    /* what was written last, or NULL */
    ULONG Length;                   /* bytes of Kept */
    PUCHAR Desk;                    /* DESK_BYTES of paged pool */
    KSPIN_LOCK Lock;
    SHORTAGE_ROUTINE *OnShortage;   /* never set */
} CANARY_EXTENSION, *PCANARY_EXTENSION;

/* What a write does when there is no memory for a copy. Returns the status of the write. IRQL: PASSIVE_LEVEL. */
NTSTATUS
WithoutCopy(
    PCANARY_EXTENSION Extension);
