/*
 * A legacy device that keeps one array of bytes. IOCTL_ARRAY_UPDATE replaces the array by the input, IOCTL_ARRAY_READ gives it back;
 * both are buffered. Where the array lives is the decision of each design: one source file a design.
 */
#pragma once

#include "wdkcompat.h"

#define IOCTL_ARRAY_UPDATE CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_ARRAY_READ CTL_CODE(FILE_DEVICE_UNKNOWN, 0x801, METHOD_BUFFERED, FILE_ANY_ACCESS)

#define ARRAY_TAG 'yrrA'

/* Size of an array in the designs that know it beforehand. */
#define ARRAY_CAPACITY 256

typedef struct _CACHE_EXTENSION {
    FAST_MUTEX Lock;                /* guards Array and Length */
    PVOID Array;                    /* NULL before the first update */
    ULONG Length;                   /* bytes in use */
    union {                         /* what one design alone needs */
        PAGED_LOOKASIDE_LIST Lookaside;
        UCHAR Reserved[ARRAY_CAPACITY];
    } Own;
} CACHE_EXTENSION, *PCACHE_EXTENSION;

/* Sets up what the design needs; nothing that can fail. IRQL: PASSIVE_LEVEL. */
VOID
InitializeArray(
    PCACHE_EXTENSION Cache);

/* Replaces the array by a copy of the data. IRQL: PASSIVE_LEVEL. */
NTSTATUS
UpdateArray(
    PCACHE_EXTENSION Cache,
    const VOID *Data,
    ULONG Length);

/* Frees what the design holds; the device is not used any more. IRQL: PASSIVE_LEVEL. */
VOID
DeleteArray(
    PCACHE_EXTENSION Cache);
