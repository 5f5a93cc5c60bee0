/*
 * A function driver for a polled sampling device. A timer DPC takes a sample every 10 ms and completes one waiting read with it; reads
 * wait in a cancel-safe queue; every eighth sample a work item asks the bus driver for the device's state. AddDevice makes a string,
 * START a buffer with MDL, a work item and an IRP. The two drivers differ in where those are allocated and freed on failure.
 */
#pragma once

#include "wdkcompat.h"

/* Out: the serial number, UTF-16 without a terminator. */
#define IOCTL_GET_SERIAL CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS)

/* Out: SAMPLE_RANGE. */
#define IOCTL_GET_RANGE CTL_CODE(FILE_DEVICE_UNKNOWN, 0x801, METHOD_BUFFERED, FILE_ANY_ACCESS)

#define REMOVE_LOCK_TAG 'LnfP'
#define BUFFER_TAG 'BnfP'
#define COPY_TAG 'CnfP'

/* The sample buffer: a ring. */
#define BUFFER_SAMPLES 128
#define BUFFER_BYTES (BUFFER_SAMPLES * sizeof(ULONG))

typedef struct _PNP_EXTENSION {
    PDEVICE_OBJECT Self;
    PDEVICE_OBJECT Lower;
    IO_REMOVE_LOCK RemoveLock;
    IO_CSQ Csq;                     /* the waiting reads */
    KSPIN_LOCK QueueLock;           /* guards Queue */
    LIST_ENTRY Queue;
    KTIMER Timer;                   /* samples */
    KDPC TimerDpc;
    UNICODE_STRING SerialNumber;    /* in a buffer of its own from AddDevice to REMOVE */
    PULONG Buffer;                  /* BUFFER_SAMPLES samples, while the device is started */
    PMDL BufferMdl;
    PIO_WORKITEM WorkItem;          /* asks the bus for the device's state */
    PIRP StateIrp;                  /* the one that the work item sends */
    ULONG Samples;                  /* taken so far */
    BOOLEAN Started;
    LONG WorkPending;               /* 1 while the work item is queued or runs */
    KEVENT WorkIdle;                /* signalled while the work item is idle */
    ULONG Reports;                  /* made by the work item */
} PNP_EXTENSION, *PPNP_EXTENSION;

typedef struct _SAMPLE_RANGE {
    ULONG Smallest;
    ULONG Largest;
} SAMPLE_RANGE, *PSAMPLE_RANGE;

/*
 * What the two drivers define: flawed.c, correct.c. IRQL: PASSIVE_LEVEL.
 */

extern ANSI_STRING SerialNumber;

DRIVER_ADD_DEVICE AddDevice;

/* START_DEVICE, after the drivers below: allocates what the device works with and begins to sample. */
NTSTATUS
StartDevice(
    PPNP_EXTENSION Extension);

/* Copies the sample buffer and finds the smallest and the largest sample. */
NTSTATUS
GetRange(
    PPNP_EXTENSION Extension,
    PSAMPLE_RANGE Range);

/*
 * function.c
 */

/* Creates and initialises the device object; nothing else that can fail. */
NTSTATUS
CreateDevice(
    PDRIVER_OBJECT DriverObject,
    PDEVICE_OBJECT *DeviceObject);

/* The end of AddDevice: the stack is complete. */
VOID
FinishDevice(
    PPNP_EXTENSION Extension);

/* Smallest and largest of the samples in a buffer. */
VOID
FindRange(
    const ULONG *Samples,
    PSAMPLE_RANGE Range);

NTSTATUS
CompleteRequest(
    PIRP Irp,
    NTSTATUS Status,
    ULONG_PTR Information);

/*
 * pnp.c
 */

DRIVER_DISPATCH DispatchPnp;
DRIVER_DISPATCH DispatchPower;
DRIVER_DISPATCH DispatchSystemControl;

/*
 * queue.c
 */

DRIVER_DISPATCH DispatchRead;
DRIVER_DISPATCH DispatchCleanup;

VOID
InitializeQueue(
    PPNP_EXTENSION Extension);

VOID
CompleteWaitingReads(
    PPNP_EXTENSION Extension,
    NTSTATUS Status);

VOID
CompleteRead(
    PPNP_EXTENSION Extension,
    PIRP Read,
    NTSTATUS Status,
    ULONG_PTR Information);

/*
 * sampling.c
 */

KDEFERRED_ROUTINE TimerDpc;

/* Takes a sample every 10 ms from now on. IRQL: up to DISPATCH_LEVEL. */
VOID
SetSamplingTimer(
    PPNP_EXTENSION Extension);

/* Afterwards neither timer nor DPC nor work item runs. IRQL: PASSIVE_LEVEL. */
VOID
StopSampling(
    PPNP_EXTENSION Extension);
