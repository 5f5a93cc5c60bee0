/*
 * What the function drivers of interrupting devices share, as a vendor's own library would: AddDevice, the PnP state machine under a
 * remove lock, power and WMI passed on, one interrupt with its DPC. A driver adds what it allocates at START and frees at STOP,
 * and serves requests in between.
 */
#pragma once

#include "wdkcompat.h"

/* The first part of every device extension; the driver's own part follows. */
typedef struct _INTERRUPT_EXTENSION {
    PDEVICE_OBJECT Self;
    PDEVICE_OBJECT Lower;
    IO_REMOVE_LOCK RemoveLock;
    PKINTERRUPT Interrupt;          /* NULL while none is connected */
    BOOLEAN Started;                /* requests are served */
    ULONG Pending;                  /* interrupts that no DPC has handled; guarded by the interrupt's lock */
} INTERRUPT_EXTENSION, *PINTERRUPT_EXTENSION;

/*
 * What a driver defines.
 */

/* The name of the device object. */
extern UNICODE_STRING InterruptDeviceName;

/* Bytes of the driver's device extension, the common part included. */
extern const ULONG InterruptExtensionBytes;

/* Adds the driver's own entry points. */
VOID
InitializeDriver(
    PDRIVER_OBJECT DriverObject);

/* Sets up locks and lists, once for each device; nothing that can fail. IRQL: PASSIVE_LEVEL. */
VOID
InitializeExtension(
    PINTERRUPT_EXTENSION Extension);

/* Allocates what the device needs; undoes everything when it fails. IRQL: PASSIVE_LEVEL. */
NTSTATUS
AllocateResources(
    PINTERRUPT_EXTENSION Extension);

/* Frees what AllocateResources took; interrupt and DPC are quiet. IRQL: PASSIVE_LEVEL. */
VOID
FreeResources(
    PINTERRUPT_EXTENSION Extension);

/* Handles a number of interrupts in the device's DPC. IRQL: DISPATCH_LEVEL. */
VOID
HandleInterrupts(
    PINTERRUPT_EXTENSION Extension,
    ULONG Interrupts);

/* Serves a read: completes it or leaves it to StartIo. The device stays started. IRQL: PASSIVE_LEVEL. */
NTSTATUS
Read(
    PINTERRUPT_EXTENSION Extension,
    PIRP Irp);

/* Serves a device control. The device stays started. IRQL: PASSIVE_LEVEL. */
NTSTATUS
DeviceControl(
    PINTERRUPT_EXTENSION Extension,
    PIRP Irp);

/*
 * What a driver calls.
 */

/* Completes a request and returns its status. */
NTSTATUS
CompleteRequest(
    PIRP Irp,
    NTSTATUS Status,
    ULONG_PTR Information);
