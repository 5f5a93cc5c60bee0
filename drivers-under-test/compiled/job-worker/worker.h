/*
 * A device with a thread of its own. A write is a job: it waits in a cancel-safe queue until the system thread has turned its bytes into
 * hexadecimal digits; a read returns the latest result. The two drivers differ in how the thread is started and in what it does
 * without memory.
 */
#pragma once

#include "wdkcompat.h"

#define RESULT_TAG 'rWoJ'

/* Longest job in bytes. */
#define MOST_BYTES 0x1000

typedef struct _WORKER_EXTENSION {
    IO_CSQ Csq;                     /* the waiting jobs */
    KSPIN_LOCK QueueLock;           /* guards Queue */
    LIST_ENTRY Queue;
    KSEMAPHORE JobReady;            /* counts jobs that were queued */
    KEVENT Stop;                    /* tells the thread to end */
    PKTHREAD Thread;
    FAST_MUTEX Lock;                /* guards the result */
    PCHAR Result;                   /* digits, or NULL */
    ULONG ResultLength;
} WORKER_EXTENSION, *PWORKER_EXTENSION;

/*
 * correct.c, flawed.c
 */

/* Starts the thread and takes a reference to it. IRQL: PASSIVE_LEVEL. */
NTSTATUS
StartThread(
    PWORKER_EXTENSION Worker);

/* Does one job and completes its request. Runs on the thread. IRQL: PASSIVE_LEVEL. */
VOID
DoJob(
    PWORKER_EXTENSION Worker,
    PIRP Irp);

/*
 * thread.c. IRQL: PASSIVE_LEVEL.
 */

KSTART_ROUTINE WorkerThread;

/* Writes two digits for each byte. */
VOID
WriteDigits(
    PCHAR Digits,
    const UCHAR *Data,
    ULONG Length);

/* Replaces the result. */
VOID
PutResult(
    PWORKER_EXTENSION Worker,
    PCHAR Result,
    ULONG Length);

/*
 * queue.c
 */

VOID
InitializeQueue(
    PWORKER_EXTENSION Worker);

/*
 * worker.c
 */

NTSTATUS
CompleteRequest(
    PIRP Irp,
    NTSTATUS Status,
    ULONG_PTR Information);
