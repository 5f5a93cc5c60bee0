/*
 * The cancel-safe queue of waiting jobs.
 */
#include "worker.h"

#define WORKER_OF(Csq) CONTAINING_RECORD(Csq, WORKER_EXTENSION, Csq)

static VOID CsqInsertIrp(PIO_CSQ Csq, PIRP Irp);
static VOID CsqRemoveIrp(PIO_CSQ Csq, PIRP Irp);
static PIRP CsqPeekNextIrp(PIO_CSQ Csq, PIRP Irp, PVOID PeekContext);
static VOID CsqAcquireLock(PIO_CSQ Csq, PKIRQL Irql);
static VOID CsqReleaseLock(PIO_CSQ Csq, KIRQL Irql);
static VOID CsqCompleteCanceledIrp(PIO_CSQ Csq, PIRP Irp);

VOID
InitializeQueue(
    PWORKER_EXTENSION Worker)
{
    KeInitializeSpinLock(&Worker->QueueLock);
    InitializeListHead(&Worker->Queue);
    IoCsqInitialize(&Worker->Csq,
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
    InsertTailList(&WORKER_OF(Csq)->Queue, &Irp->Tail.Overlay.ListEntry);
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
    PLIST_ENTRY head = &WORKER_OF(Csq)->Queue;
    PLIST_ENTRY entry;
    PIRP candidate;

    entry = Irp == NULL ? head->Flink : Irp->Tail.Overlay.ListEntry.Flink;
    for (; entry != head; entry = entry->Flink) {

        /* A context is the file object whose jobs are wanted. */
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
    KeAcquireSpinLock(&WORKER_OF(Csq)->QueueLock, Irql);
}

static
VOID
CsqReleaseLock(
    PIO_CSQ Csq,
    KIRQL Irql)
{
    KeReleaseSpinLock(&WORKER_OF(Csq)->QueueLock, Irql);
}

static
VOID
CsqCompleteCanceledIrp(
    PIO_CSQ Csq,
    PIRP Irp)
{
    UNREFERENCED_PARAMETER(Csq);

    CompleteRequest(Irp, STATUS_CANCELLED, 0);
}
