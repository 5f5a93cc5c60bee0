/*
 * A device that reads packed records from its callers and does so under nested exception handlers. A second device of the same driver,
 * below the first one, does the work and raises exceptions where the upper one expects them: through IoCallDriver.
 * The two drivers differ in what a termination handler undoes.
 */
#pragma once

#include "wdkcompat.h"

/* In: PACKED_RECORD. Out: ULONG64 checksum of its data. */
#define IOCTL_SUM_RECORD CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS)

/* Out: ULONG, the decimal digits of the handlers that ran, in order, while a record was refused. */
#define IOCTL_HANDLER_ORDER CTL_CODE(FILE_DEVICE_UNKNOWN, 0x801, METHOD_BUFFERED, FILE_ANY_ACCESS)

#define RECORD_MAGIC 0x44524352
#define COPY_TAG 'yCrG'
#define INDEX_TAG 'xIrG'

typedef struct _PACKED_RECORD {
    ULONG Magic;                    /* RECORD_MAGIC */
    ULONG Divisor;                  /* each byte is divided by it; 0 raises an exception */
    PUCHAR Data;                    /* NULL: the data follows this structure */
    SIZE_T Length;                  /* bytes at Data */
} PACKED_RECORD, *PPACKED_RECORD;

typedef struct _GUARDED_EXTENSION {
    PDEVICE_OBJECT Lower;           /* NULL for the lower device */
} GUARDED_EXTENSION, *PGUARDED_EXTENSION;

/*
 * sum*.c. IRQL: PASSIVE_LEVEL.
 */

/* The checksum of a record. Raises an exception if the record is bad or there is no memory. */
ULONG64
SumRecord(
    const PACKED_RECORD *Record,
    ULONG InputLength);

/*
 * lower.c. IRQL: PASSIVE_LEVEL.
 */

/* Serves a request on the lower device: completes it, or raises an exception and leaves it to the caller. */
NTSTATUS
LowerDeviceControl(
    PIRP Irp);

/* Copies the record's data to memory of the driver's. Raises an exception if it cannot be read. */
VOID
CaptureData(
    PUCHAR Copy,
    const UCHAR *Data,
    SIZE_T Length);

/* The sum of all bytes, each divided by the divisor. */
ULONG64
Sum(
    const UCHAR *Data,
    SIZE_T Length,
    ULONG Divisor);

/*
 * order.c. IRQL: PASSIVE_LEVEL.
 */

/* Raises an exception below two handlers and returns the digits of the handlers that ran. */
ULONG
HandlerOrder(
    VOID);

/*
 * guarded.c
 */

NTSTATUS
CompleteRequest(
    PIRP Irp,
    NTSTATUS Status,
    ULONG_PTR Information);
