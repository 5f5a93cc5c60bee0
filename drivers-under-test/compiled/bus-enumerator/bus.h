/*
 * A bus driver with one child. The device of the bus is a function device (FDO); when the PnP manager asks for its bus relations, it creates
 * a physical device (PDO) for the child and reports it. IOCTL_BUS_RESCAN makes the PnP manager ask again. The two drivers
 * differ in how they report.
 */
#pragma once

#include "wdkcompat.h"

#define IOCTL_BUS_RESCAN CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS)

#define REMOVE_LOCK_TAG 'LsuB'
#define RELATIONS_TAG 'RsuB'
#define ID_TAG 'IsuB'

/* Both kinds of device extension start with this. */
typedef struct _COMMON_EXTENSION {
    PDEVICE_OBJECT Self;
    BOOLEAN IsChild;
} COMMON_EXTENSION, *PCOMMON_EXTENSION;

typedef struct _BUS_EXTENSION {
    COMMON_EXTENSION Common;
    PDEVICE_OBJECT Pdo;             /* below the bus itself */
    PDEVICE_OBJECT Lower;
    IO_REMOVE_LOCK RemoveLock;
    FAST_MUTEX Lock;                /* guards Child */
    PDEVICE_OBJECT Child;           /* NULL before it was reported */
} BUS_EXTENSION, *PBUS_EXTENSION;

typedef struct _CHILD_EXTENSION {
    COMMON_EXTENSION Common;
    PBUS_EXTENSION Bus;
    ULONG StartCount;
} CHILD_EXTENSION, *PCHILD_EXTENSION;

/* report*.c: makes the list of children, creating the child if need be. IRQL: PASSIVE_LEVEL. */
NTSTATUS
ReportChildren(
    PBUS_EXTENSION Bus,
    PDEVICE_RELATIONS *Relations);

/*
 * bus.c
 */

/* Creates the device object of the child. IRQL: PASSIVE_LEVEL. */
NTSTATUS
CreateChild(
    PBUS_EXTENSION Bus,
    PDEVICE_OBJECT *Child);

NTSTATUS
CompleteRequest(
    PIRP Irp,
    NTSTATUS Status,
    ULONG_PTR Information);

/*
 * fdo.c, child.c
 */

NTSTATUS
DispatchBusPnp(
    PBUS_EXTENSION Bus,
    PIRP Irp);

NTSTATUS
DispatchChildPnp(
    PCHILD_EXTENSION Child,
    PIRP Irp);
