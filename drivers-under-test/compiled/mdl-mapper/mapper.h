/*
 * A device whose processor looks at the data of each transfer: writes are summed up, reads are filled with the position of each byte,
 * IOCTL_TOTALS returns check sum and length. The same work is offered with every transfer method.
 */
#pragma once

#include "wdkcompat.h"

/* Out: ULONG64 check sum, ULONG64 bytes. */
#define IOCTL_TOTALS CTL_CODE(FILE_DEVICE_UNKNOWN, 0x801, METHOD_BUFFERED, FILE_ANY_ACCESS)

/* Adds the bytes of the direct buffer to the totals. */
#define IOCTL_SUM_DIRECT CTL_CODE(FILE_DEVICE_UNKNOWN, 0x802, METHOD_IN_DIRECT, FILE_ANY_ACCESS)

/* Fills the direct buffer. */
#define IOCTL_FILL_DIRECT CTL_CODE(FILE_DEVICE_UNKNOWN, 0x803, METHOD_OUT_DIRECT, FILE_ANY_ACCESS)

/* In: SUM_REQUEST. Out: ULONG64 check sum of the bytes it refers to. */
#define IOCTL_SUM_NEITHER CTL_CODE(FILE_DEVICE_UNKNOWN, 0x804, METHOD_NEITHER, FILE_ANY_ACCESS)

/* Fills the output buffer, which the driver locks itself. */
#define IOCTL_FILL_NEITHER CTL_CODE(FILE_DEVICE_UNKNOWN, 0x805, METHOD_NEITHER, FILE_ANY_ACCESS)

typedef struct _MAPPER_EXTENSION {
    KSPIN_LOCK Lock;                /* guards the totals */
    ULONG64 CheckSum;               /* of all bytes written */
    ULONG64 Written;                /* bytes */
} MAPPER_EXTENSION, *PMAPPER_EXTENSION;

typedef struct _SUM_REQUEST {
    PUCHAR Data;                    /* NULL: the data follows this structure */
    SIZE_T Length;                  /* bytes at Data */
} SUM_REQUEST, *PSUM_REQUEST;

/* Maps the buffer that an MDL describes. IRQL: up to DISPATCH_LEVEL. */
NTSTATUS
MapBuffer(
    PMDL Mdl,
    PUCHAR *Buffer);

/* Serves IOCTL_SUM_NEITHER in the caller's process. IRQL: PASSIVE_LEVEL. */
NTSTATUS
SumNeither(
    PIRP Irp,
    PULONG_PTR Information);

/* The sum of a number of bytes. */
ULONG64
Sum(
    const UCHAR *Data,
    SIZE_T Length);
