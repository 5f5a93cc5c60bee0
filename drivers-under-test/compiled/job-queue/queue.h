/*
 * A queue of jobs between two applications: a write adds one, a read takes the oldest. A full queue gives its oldest job up for a new
 * one. IOCTL_JOB_STATISTICS counts, IOCTL_JOB_DIGEST gives a checksum of all that waits. Every driver is linked from the same
 * parts; a flawed one has another source file for one of them.
 */
#pragma once

#include "wdkcompat.h"

/* Out: JOB_STATISTICS. */
#define IOCTL_JOB_STATISTICS CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS)

/* Out: ULONG. */
#define IOCTL_JOB_DIGEST CTL_CODE(FILE_DEVICE_UNKNOWN, 0x801, METHOD_BUFFERED, FILE_ANY_ACCESS)

#define JOB_TAG 'HboJ'
#define DATA_TAG 'DboJ'
#define DIGEST_TAG 'SboJ'

/* Most jobs that wait. */
#define CAPACITY 3

/* Most bytes that waiting jobs take together; also the size of the digest's buffer. */
#define QUOTA_BYTES 0x200

/* The longest job that fits into the reserve. */
#define RESERVE_BYTES 0x40

typedef struct _JOB {
    LIST_ENTRY ListEntry;
    ULONG Length;                   /* bytes of data */
    PUCHAR Data;
} JOB, *PJOB;

typedef struct _QUEUE_EXTENSION {
    FAST_MUTEX Lock;                /* guards the rest */
    LIST_ENTRY Jobs;                /* the waiting jobs, oldest first */
    LIST_ENTRY Spares;              /* job headers without a job, kept for the next ones */
    LIST_ENTRY Retired;             /* what only Unload frees */
    ULONG SpareCount;
    ULONG JobCount;
    ULONG ChargedBytes;             /* of waiting jobs, and of those being made */
    ULONG Accepted;                 /* since the device exists */
    ULONG Taken;                    /* by readers */
    ULONG Displaced;                /* had to make room for newer ones */
    ULONG Shortages;                /* failed allocations; for the debugger and for Unload's message */
    BOOLEAN ReserveUsed;            /* the reserve is a waiting job */
    BOOLEAN Digesting;              /* a digest is being made */
    PUCHAR DigestBuffer;            /* QUOTA_BYTES, or NULL */
    JOB Reserve;                    /* one job with room for RESERVE_BYTES */
    UCHAR ReserveData[RESERVE_BYTES];
} QUEUE_EXTENSION, *PQUEUE_EXTENSION;

typedef struct _JOB_STATISTICS {
    ULONG Waiting;
    ULONG Accepted;
    ULONG Taken;
    ULONG Displaced;
} JOB_STATISTICS, *PJOB_STATISTICS;

/*
 * The parts that differ. IRQL: PASSIVE_LEVEL.
 */

/* enqueue*.c: adds a job; all or nothing. */
NTSTATUS
Enqueue(
    PQUEUE_EXTENSION Queue,
    const VOID *Data,
    ULONG Length);

/* allocate*.c: makes a header with a block for the data, or nothing. */
BOOLEAN
TryAllocateJob(
    PQUEUE_EXTENSION Queue,
    ULONG Length,
    PJOB *Job);

/* digest*.c: a checksum of all waiting jobs, oldest first; one request at a time. */
NTSTATUS
MakeDigest(
    PQUEUE_EXTENSION Queue,
    PULONG Digest);

/* buffer*.c: the digest's buffer, or NULL. */
PUCHAR
TakeDigestBuffer(
    PQUEUE_EXTENSION Queue);

/*
 * jobs.c. IRQL: PASSIVE_LEVEL.
 */

/* Makes a job with a copy of the data; a short one comes from the reserve if need be. */
NTSTATUS
CreateJob(
    PQUEUE_EXTENSION Queue,
    const VOID *Data,
    ULONG Length,
    PJOB *Job);

/* Puts a job at the queue's end; the oldest goes if there are too many. */
VOID
Append(
    PQUEUE_EXTENSION Queue,
    PJOB Job);

/* Takes the oldest job out of a queue that has one, with the lock held. */
PJOB
RemoveOldest(
    PQUEUE_EXTENSION Queue);

/* Frees what a job took: its bytes, its data, its header. */
VOID
FreeJob(
    PQUEUE_EXTENSION Queue,
    PJOB Job);

/* Counts the bytes of a job that is to come. */
NTSTATUS
Charge(
    PQUEUE_EXTENSION Queue,
    ULONG Length);

/* Uncounts the bytes of a job that is gone, or never came. */
VOID
Discharge(
    PQUEUE_EXTENSION Queue,
    ULONG Length);

/* A header: a spare one, or a new one; NULL if there is neither. */
PJOB
TakeHeader(
    PQUEUE_EXTENSION Queue);

/* Keeps a header for later, or frees it. */
VOID
GiveHeaderBack(
    PQUEUE_EXTENSION Queue,
    PJOB Header);

NTSTATUS
Dequeue(
    PQUEUE_EXTENSION Queue,
    PVOID Output,
    ULONG OutputLength,
    PULONG Copied);

/*
 * sum.c. IRQL: PASSIVE_LEVEL.
 */

/* Takes the digest's buffer for this request; FALSE while another one has it. */
BOOLEAN
TryBeginDigest(
    PQUEUE_EXTENSION Queue);

/* Leaves the buffer to the next request. */
VOID
EndDigest(
    PQUEUE_EXTENSION Queue);

/* Copies the data of all waiting jobs, so that the lock is not held while it is summed; returns the bytes copied. */
ULONG
CopyJobs(
    PQUEUE_EXTENSION Queue,
    PUCHAR Buffer);

/* Adler's checksum. */
ULONG
Sum(
    const UCHAR *Data,
    ULONG Length);
