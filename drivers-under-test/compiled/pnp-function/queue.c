/*
 * Reads wait in a cancel-safe queue; each holds the remove lock until it is completed.
 */
#include "function.h"

static VOID CsqInsertIrp(PIO_CSQ Csq, PIRP Irp);
static VOID CsqRemoveIrp(PIO_CSQ Csq, PIRP Irp);
static PIRP CsqPeekNextIrp(PIO_CSQ Csq, PIRP Irp, PVOID PeekContext);
static VOID CsqAcquireLock(PIO_CSQ Csq, PKIRQL Irql);
static VOID CsqReleaseLock(PIO_CSQ Csq, KIRQL Irql);
static VOID CsqCompleteCanceledIrp(PIO_CSQ Csq, PIRP Irp);

#define EXTENSION_OF(Csq) CONTAINING_RECORD(Csq, PNP_EXTENSION, Csq)

NTSTATUS
DispatchRead(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp)
{
    PPNP_EXTENSION extension = DeviceObject->DeviceExtension;
    NTSTATUS status;

    status = IoAcquireRemoveLock(&extension->RemoveLock, Irp);
    if (!NT_SUCCESS(status)) {
        return CompleteRequest(Irp, status, 0);
    }

    if (IoGetCurrentIrpStackLocation(Irp)->Parameters.Read.Length < sizeof(ULONG)) {
        CompleteRequest(Irp, STATUS_BUFFER_TOO_SMALL, 0);
        IoReleaseRemoveLock(&extension->RemoveLock, Irp);
        return STATUS_BUFFER_TOO_SMALL;
    }

    /* Marks the IRP pending; from here on it may be completed or cancelled at any time. */
    IoCsqInsertIrp(&extension->Csq, Irp, NULL);
    return STATUS_PENDING;
}

NTSTATUS
DispatchCleanup(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp)
{
    PPNP_EXTENSION extension = DeviceObject->DeviceExtension;
    PFILE_OBJECT file = IoGetCurrentIrpStackLocation(Irp)->FileObject;
    PIRP read;

    while ((read = IoCsqRemoveNextIrp(&extension->Csq, file)) != NULL) {
        CompleteRead(extension, read, STATUS_CANCELLED, 0);
    }

    return CompleteRequest(Irp, STATUS_SUCCESS, 0);
}

VOID
CompleteWaitingReads(
    PPNP_EXTENSION Extension,
    NTSTATUS Status)
{
    PIRP read;

    while ((read = IoCsqRemoveNextIrp(&Extension->Csq, NULL)) != NULL) {
        CompleteRead(Extension, read, Status, 0);
    }
}

VOID
CompleteRead(
    PPNP_EXTENSION Extension,
    PIRP Read,
    NTSTATUS Status,
    ULONG_PTR Information)
{
    CompleteRequest(Read, Status, Information);
    IoReleaseRemoveLock(&Extension->RemoveLock, Read);
}

VOID
InitializeQueue(
    PPNP_EXTENSION Extension)
{
    KeInitializeSpinLock(&Extension->QueueLock);
    InitializeListHead(&Extension->Queue);
    IoCsqInitialize(&Extension->Csq,
                    CsqInsertIrp,
                    CsqRemoveIrp,
                    CsqPeekNextIrp,
                    CsqAcquireLock,
                    CsqReleaseLock,
                    CsqCompleteCanceledIrp);
}

static
VOID
CsqInsertIrp(
    PIO_CSQ Csq,
    PIRP Irp)
{
    InsertTailList(&EXTENSION_OF(Csq)->Queue, &Irp->Tail.Overlay.ListEntry);
}

static
VOID
CsqRemoveIrp(
    PIO_CSQ Csq,
    PIRP Irp)
{
    UNREFERENCED_PARAMETER(Csq);

    RemoveEntryList(&Irp->Tail.Overlay.ListEntry);
}

static
PIRP
CsqPeekNextIrp(
    PIO_CSQ Csq,
    PIRP Irp,
    PVOID PeekContext)
{
    PLIST_ENTRY head = &EXTENSION_OF(Csq)->Queue;
    PLIST_ENTRY entry;
    PIRP candidate;

    entry = Irp == NULL ? head->Flink : Irp->Tail.Overlay.ListEntry.Flink;
    for (; entry != head; entry = entry->Flink) {

        /* A context is the file object whose reads are wanted. */
        candidate = CONTAINING_RECORD(entry, IRP, Tail.Overlay.ListEntry);
        if (PeekContext == NULL || IoGetCurrentIrpStackLocation(candidate)->FileObject == PeekContext) {
            return candidate;
        }
    }

    return NULL;
}

static
VOID
CsqAcquireLock(
    PIO_CSQ Csq,
    PKIRQL Irql)
{
    KeAcquireSpinLock(&EXTENSION_OF(Csq)->QueueLock, Irql);
}

static
VOID
CsqReleaseLock(
    PIO_CSQ Csq,
    KIRQL Irql)
{
    KeReleaseSpinLock(&EXTENSION_OF(Csq)->QueueLock, Irql);
}

static
VOID
CsqCompleteCanceledIrp(
    PIO_CSQ Csq,
    PIRP Irp)
{
    CompleteRead(EXTENSION_OF(Csq), Irp, STATUS_CANCELLED, 0);
}
