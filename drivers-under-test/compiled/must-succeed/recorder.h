/*
 * A recorder of events. IOCTL_RECORD keeps a copy of its input in nonpaged pool, IOCTL_COUNT returns how many there are, a flush
 * frees them. The two drivers differ in how they allocate a record.
 */
#pragma once

#include "wdkcompat.h"

#define IOCTL_RECORD CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_COUNT CTL_CODE(FILE_DEVICE_UNKNOWN, 0x801, METHOD_BUFFERED, FILE_ANY_ACCESS)

#define RECORD_TAG 'cRvE'

typedef struct _RECORDER_EXTENSION {
    KSPIN_LOCK Lock;                /* guards Records and Count */
    LIST_ENTRY Records;             /* of EVENT_RECORD */
    ULONG Count;
} RECORDER_EXTENSION, *PRECORDER_EXTENSION;

typedef struct _EVENT_RECORD {
    LIST_ENTRY ListEntry;
    ULONG64 Length;                 /* bytes in Data */
    UCHAR Data[ANYSIZE_ARRAY];
} EVENT_RECORD, *PEVENT_RECORD;

/* Keeps a copy of the data. IRQL: up to DISPATCH_LEVEL. */
NTSTATUS
RecordEvent(
    PRECORDER_EXTENSION Recorder,
    const VOID *Data,
    ULONG Length);

/* Fills a record that the caller allocated, and appends it. IRQL: up to DISPATCH_LEVEL. */
VOID
AppendRecord(
    PRECORDER_EXTENSION Recorder,
    PEVENT_RECORD Record,
    const VOID *Data,
    ULONG Length);
