/*
 * A function driver for a serial port with the registers of a 16550. The interrupt service routine moves bytes between the FIFO and two
 * rings; a DPC completes the reads and writes that wait for them. The two drivers differ in how they start the port and in how they make the
 * receive ring larger.
 */
#pragma once

#include "wdkcompat.h"
#include <ntddser.h>

#define RECEIVE_TAG 'xRrS'
#define TRANSMIT_TAG 'xTrS'

/* Bytes of the rings of a port that was just started. */
#define RECEIVE_BYTES 16
#define TRANSMIT_BYTES 64

/* The largest receive ring. */
#define MOST_RECEIVE_BYTES 0x10000

/* A ring of bytes in nonpaged pool. Guarded by the interrupt's lock. */
typedef struct _BYTE_RING {
    PUCHAR Bytes;
    ULONG Size;
    ULONG First;                    /* index of the oldest byte */
    ULONG Count;                    /* bytes that are in it */
} BYTE_RING, *PBYTE_RING;

/* Requests that wait, first come first served; they can be cancelled. */
typedef struct _REQUEST_QUEUE {
    IO_CSQ Csq;
    KSPIN_LOCK Lock;                /* guards Head */
    LIST_ENTRY Head;
    struct _SERIAL_EXTENSION *Extension;
} REQUEST_QUEUE, *PREQUEST_QUEUE;

typedef struct _SERIAL_EXTENSION {
    PDEVICE_OBJECT Self;
    PDEVICE_OBJECT Lower;
    PDEVICE_OBJECT Physical;
    IO_REMOVE_LOCK RemoveLock;      /* held by each request until it is completed */
    FAST_MUTEX ControlLock;         /* held by device controls, so that the port stays open */
    BOOLEAN Started;                /* the port is open; changed with both ControlLock and ServeLock held */

    PUCHAR Port;                    /* the first of the eight registers */
    CM_PARTIAL_RESOURCE_DESCRIPTOR InterruptResource;
    PKINTERRUPT Interrupt;
    UCHAR InterruptEnable;          /* what the register holds; guarded by the interrupt's lock */
    BYTE_RING Receive;
    BYTE_RING Transmit;
    ULONG Overruns;                 /* bytes lost because the receive ring was full */

    KSPIN_LOCK ServeLock;           /* keeps requests and ring in step */
    REQUEST_QUEUE Reads;
    REQUEST_QUEUE Writes;

    SERIAL_BAUD_RATE BaudRate;
    SERIAL_LINE_CONTROL LineControl;
} SERIAL_EXTENSION, *PSERIAL_EXTENSION;

/*
 * correct.c, flawed.c. IRQL: PASSIVE_LEVEL.
 */

/* Allocates the rings, connects the interrupt and enables the port; undoes everything when it fails. */
NTSTATUS
OpenPort(
    PSERIAL_EXTENSION Extension);

/* Makes the receive ring larger and keeps what is in it. */
NTSTATUS
GrowReceiveRing(
    PSERIAL_EXTENSION Extension,
    ULONG Size);

/*
 * pnp.c
 */

DRIVER_DISPATCH DispatchPnp;
DRIVER_DISPATCH DispatchForward;

/*
 * uart.c
 */

KSERVICE_ROUTINE InterruptService;
IO_DPC_ROUTINE DpcForIsr;

/* Connects the port's interrupt. IRQL: PASSIVE_LEVEL. */
NTSTATUS
ConnectInterrupt(
    PSERIAL_EXTENSION Extension);

/* Disconnects it; its DPC has run for the last time. IRQL: PASSIVE_LEVEL. */
VOID
DisconnectInterrupt(
    PSERIAL_EXTENSION Extension);

/* Lets the port interrupt, with empty FIFOs. IRQL: <= DISPATCH_LEVEL. */
VOID
EnablePort(
    PSERIAL_EXTENSION Extension);

/* Sets speed and frame. IRQL: <= DISPATCH_LEVEL. */
VOID
ProgramLine(
    PSERIAL_EXTENSION Extension);

/* The port interrupts no more. IRQL: <= DISPATCH_LEVEL. */
VOID
DisablePort(
    PSERIAL_EXTENSION Extension);

/* Lets the port interrupt when it can take bytes. IRQL: <= DISPATCH_LEVEL. */
VOID
StartTransmitter(
    PSERIAL_EXTENSION Extension);

/*
 * ring.c
 */

/* IRQL: <= DISPATCH_LEVEL. */
NTSTATUS
AllocateRing(
    PBYTE_RING Ring,
    ULONG Size,
    ULONG Tag);

/* Frees a ring that was allocated, or none. IRQL: <= DISPATCH_LEVEL. */
VOID
FreeRing(
    PBYTE_RING Ring,
    ULONG Tag);

/* Adds a byte; FALSE when the ring is full. The caller holds the interrupt's lock. */
BOOLEAN
PutByte(
    PBYTE_RING Ring,
    UCHAR Byte);

/* Takes the oldest byte; FALSE when the ring is empty. The caller holds the interrupt's lock. */
BOOLEAN
TakeByte(
    PBYTE_RING Ring,
    PUCHAR Byte);

/* Gives Ring the memory of Larger and Larger that of Ring, the bytes in their order. IRQL: <= DISPATCH_LEVEL. */
VOID
ExchangeRings(
    PSERIAL_EXTENSION Extension,
    PBYTE_RING Ring,
    PBYTE_RING Larger);

/* Takes up to Length bytes; returns how many. IRQL: <= DISPATCH_LEVEL. */
ULONG
TakeBytes(
    PSERIAL_EXTENSION Extension,
    PBYTE_RING Ring,
    PUCHAR Bytes,
    ULONG Length);

/* Adds bytes for which there is room. IRQL: <= DISPATCH_LEVEL. */
VOID
PutBytes(
    PSERIAL_EXTENSION Extension,
    PBYTE_RING Ring,
    PUCHAR Bytes,
    ULONG Length);

/*
 * requests.c. IRQL: <= DISPATCH_LEVEL.
 */

DRIVER_DISPATCH DispatchRead;
DRIVER_DISPATCH DispatchWrite;
DRIVER_DISPATCH DispatchCleanup;

VOID
InitializeQueues(
    PSERIAL_EXTENSION Extension);

/* From now on the port is open, or is not. IRQL: PASSIVE_LEVEL. */
VOID
SetStarted(
    PSERIAL_EXTENSION Extension,
    BOOLEAN Started);

/* Completes reads for which there are bytes. */
VOID
ServeReads(
    PSERIAL_EXTENSION Extension);

/* Completes writes for which there is room. */
VOID
ServeWrites(
    PSERIAL_EXTENSION Extension);

/* Completes everything that waits, or what waits for one file. */
VOID
CompleteWaiting(
    PSERIAL_EXTENSION Extension,
    PFILE_OBJECT File,
    NTSTATUS Status);

/*
 * control.c. IRQL: PASSIVE_LEVEL.
 */

DRIVER_DISPATCH DispatchDeviceControl;

/*
 * serial.c
 */

/* Completes a request and returns its status. */
NTSTATUS
CompleteRequest(
    PIRP Irp,
    NTSTATUS Status,
    ULONG_PTR Information);
