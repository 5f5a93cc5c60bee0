/*
 * An upper filter that measures how long the devices below it take for each request. Each request that passes gets a trace record; the
 * completion routine adds its time to the totals, which IOCTL_FILTER_TOTALS returns through a control device. Without memory for
 * a record a request passes unmeasured. The two drivers differ in that.
 */
#pragma once

#include "wdkcompat.h"

/* Out: FILTER_TOTALS. */
#define IOCTL_FILTER_TOTALS CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS)

#define REMOVE_LOCK_TAG 'LtlF'
#define RECORD_TAG 'RtlF'

/* Both kinds of device extension start with this. */
typedef struct _COMMON_EXTENSION {
    PDEVICE_OBJECT Self;
    BOOLEAN IsControl;
} COMMON_EXTENSION, *PCOMMON_EXTENSION;

typedef struct _FILTER_EXTENSION {
    COMMON_EXTENSION Common;
    PDEVICE_OBJECT Lower;
    IO_REMOVE_LOCK RemoveLock;
} FILTER_EXTENSION, *PFILTER_EXTENSION;

typedef struct _FILTER_TOTALS {
    ULONG Measured;                 /* requests */
    ULONG Unmeasured;
    ULONG64 Time;                   /* all measured requests together, in 100 ns */
} FILTER_TOTALS, *PFILTER_TOTALS;

/* Context of the completion routine of one request. */
typedef struct _TRACE_RECORD {
    PFILTER_EXTENSION Filter;
    LARGE_INTEGER Begin;            /* system time */
} TRACE_RECORD, *PTRACE_RECORD;

/* pass*.c: sends a request down, measured if possible; the caller holds the remove lock for the IRP. IRQL: up to DISPATCH_LEVEL. */
NTSTATUS
Pass(
    PFILTER_EXTENSION Filter,
    PIRP Irp);

/*
 * filter.c
 */

/* Counts a request. IRQL: up to DISPATCH_LEVEL. */
VOID
Count(
    BOOLEAN Measured,
    LONGLONG Time);

/* Takes the time, frees the record and releases the remove lock. */
IO_COMPLETION_ROUTINE FinishTrace;

NTSTATUS
CompleteRequest(
    PIRP Irp,
    NTSTATUS Status,
    ULONG_PTR Information);

/*
 * pnp.c
 */

DRIVER_ADD_DEVICE AddDevice;

NTSTATUS
FilterPnp(
    PFILTER_EXTENSION Filter,
    PIRP Irp);
