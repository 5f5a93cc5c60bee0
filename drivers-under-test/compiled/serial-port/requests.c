/*
 * Reads wait for bytes, writes for room in the transmit ring, each in a cancel-safe queue and with the remove lock held.
 */
#include "serial.h"

/* Which request is wanted: any of one file, or the first one if it is no longer than this. */
typedef struct _REQUEST_FILTER {
    PFILE_OBJECT File;              /* or NULL */
    ULONG MostBytes;
} REQUEST_FILTER, *PREQUEST_FILTER;

static VOID CsqInsertIrp(PIO_CSQ Csq, PIRP Irp);
static VOID CsqRemoveIrp(PIO_CSQ Csq, PIRP Irp);
static PIRP CsqPeekNextIrp(PIO_CSQ Csq, PIRP Irp, PVOID PeekContext);
static VOID CsqAcquireLock(PIO_CSQ Csq, PKIRQL Irql);
static VOID CsqReleaseLock(PIO_CSQ Csq, KIRQL Irql);
static VOID CsqCompleteCanceledIrp(PIO_CSQ Csq, PIRP Irp);
static VOID InitializeQueue(PREQUEST_QUEUE Queue, PSERIAL_EXTENSION Extension);
static NTSTATUS Enqueue(PREQUEST_QUEUE Queue, PIRP Irp, ULONG MostBytes);
static PIRP TakeRequest(PREQUEST_QUEUE Queue, PFILE_OBJECT File, ULONG MostBytes);
static VOID Finish(PSERIAL_EXTENSION Extension, PIRP Irp, NTSTATUS Status, ULONG_PTR Information);

#define QUEUE_OF(Csq) CONTAINING_RECORD(Csq, REQUEST_QUEUE, Csq)
#define ANY_LENGTH MAXULONG

/* Reads and writes have their length at the same place. */
C_ASSERT(FIELD_OFFSET(IO_STACK_LOCATION, Parameters.Read.Length) == FIELD_OFFSET(IO_STACK_LOCATION, Parameters.Write.Length));

static
ULONG
LengthOf(
    PIRP Irp)
{
    return IoGetCurrentIrpStackLocation(Irp)->Parameters.Read.Length;
}

VOID
InitializeQueues(
    PSERIAL_EXTENSION Extension)
{
    InitializeQueue(&Extension->Reads, Extension);
    InitializeQueue(&Extension->Writes, Extension);
}

NTSTATUS
DispatchRead(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp)
{
    PSERIAL_EXTENSION extension = DeviceObject->DeviceExtension;
    NTSTATUS status;

    status = Enqueue(&extension->Reads, Irp, ANY_LENGTH);
    if (status == STATUS_PENDING) {
        ServeReads(extension);
    }

    return status;
}

NTSTATUS
DispatchWrite(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp)
{
    PSERIAL_EXTENSION extension = DeviceObject->DeviceExtension;
    NTSTATUS status;

    status = Enqueue(&extension->Writes, Irp, TRANSMIT_BYTES);
    if (status == STATUS_PENDING) {
        ServeWrites(extension);
    }

    return status;
}

NTSTATUS
DispatchCleanup(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp)
{
    CompleteWaiting(DeviceObject->DeviceExtension, IoGetCurrentIrpStackLocation(Irp)->FileObject, STATUS_CANCELLED);
    return CompleteRequest(Irp, STATUS_SUCCESS, 0);
}

VOID
SetStarted(
    PSERIAL_EXTENSION Extension,
    BOOLEAN Started)
{
    KIRQL irql;

    ExAcquireFastMutex(&Extension->ControlLock);
    KeAcquireSpinLock(&Extension->ServeLock, &irql);
    Extension->Started = Started;
    KeReleaseSpinLock(&Extension->ServeLock, irql);
    ExReleaseFastMutex(&Extension->ControlLock);
}

VOID
ServeReads(
    PSERIAL_EXTENSION Extension)
{
    KIRQL irql;
    ULONG length = 0;
    PIRP read;

    for (;;) {
        KeAcquireSpinLock(&Extension->ServeLock, &irql);
        read = Extension->Started && Extension->Receive.Count > 0 ? TakeRequest(&Extension->Reads, NULL, ANY_LENGTH) : NULL;
        if (read != NULL) {
            length = TakeBytes(Extension, &Extension->Receive, read->AssociatedIrp.SystemBuffer, LengthOf(read));
        }

        KeReleaseSpinLock(&Extension->ServeLock, irql);
        if (read == NULL) {
            return;
        }

        Finish(Extension, read, STATUS_SUCCESS, length);
    }
}

VOID
ServeWrites(
    PSERIAL_EXTENSION Extension)
{
    KIRQL irql;
    ULONG room;
    PIRP write;

    for (;;) {
        KeAcquireSpinLock(&Extension->ServeLock, &irql);
        room = Extension->Transmit.Size - Extension->Transmit.Count;
        write = Extension->Started ? TakeRequest(&Extension->Writes, NULL, room) : NULL;
        if (write != NULL) {
            PutBytes(Extension, &Extension->Transmit, write->AssociatedIrp.SystemBuffer, LengthOf(write));
            StartTransmitter(Extension);
        }

        KeReleaseSpinLock(&Extension->ServeLock, irql);
        if (write == NULL) {
            return;
        }

        Finish(Extension, write, STATUS_SUCCESS, LengthOf(write));
    }
}

VOID
CompleteWaiting(
    PSERIAL_EXTENSION Extension,
    PFILE_OBJECT File,
    NTSTATUS Status)
{
    PIRP irp;

    while ((irp = TakeRequest(&Extension->Reads, File, ANY_LENGTH)) != NULL) {
        Finish(Extension, irp, Status, 0);
    }

    while ((irp = TakeRequest(&Extension->Writes, File, ANY_LENGTH)) != NULL) {
        Finish(Extension, irp, Status, 0);
    }
}

static
NTSTATUS
Enqueue(
    PREQUEST_QUEUE Queue,
    PIRP Irp,
    ULONG MostBytes)
{
    PSERIAL_EXTENSION extension = Queue->Extension;
    NTSTATUS status;

    status = IoAcquireRemoveLock(&extension->RemoveLock, Irp);
    if (!NT_SUCCESS(status)) {
        return CompleteRequest(Irp, status, 0);
    }

    status = LengthOf(Irp) == 0 ? STATUS_SUCCESS
        : LengthOf(Irp) > MostBytes ? STATUS_INVALID_BUFFER_SIZE
        : !extension->Started ? STATUS_DEVICE_NOT_READY
        : STATUS_PENDING;
    if (status != STATUS_PENDING) {
        Finish(extension, Irp, status, 0);
        return status;
    }

    /* Marks the IRP pending; from here on it may be completed or cancelled at any time. */
    IoCsqInsertIrp(&Queue->Csq, Irp, NULL);
    return STATUS_PENDING;
}

static
PIRP
TakeRequest(
    PREQUEST_QUEUE Queue,
    PFILE_OBJECT File,
    ULONG MostBytes)
{
    REQUEST_FILTER filter = { File, MostBytes };

    return IoCsqRemoveNextIrp(&Queue->Csq, &filter);
}

static
VOID
Finish(
    PSERIAL_EXTENSION Extension,
    PIRP Irp,
    NTSTATUS Status,
    ULONG_PTR Information)
{
    CompleteRequest(Irp, Status, Information);
    IoReleaseRemoveLock(&Extension->RemoveLock, Irp);
}

static
VOID
InitializeQueue(
    PREQUEST_QUEUE Queue,
    PSERIAL_EXTENSION Extension)
{
    Queue->Extension = Extension;
    KeInitializeSpinLock(&Queue->Lock);
    InitializeListHead(&Queue->Head);
    IoCsqInitialize(&Queue->Csq,
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
    InsertTailList(&QUEUE_OF(Csq)->Head, &Irp->Tail.Overlay.ListEntry);
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
    PLIST_ENTRY head = &QUEUE_OF(Csq)->Head;
    PREQUEST_FILTER filter = PeekContext;
    PLIST_ENTRY entry;
    PIRP candidate;

    entry = Irp == NULL ? head->Flink : Irp->Tail.Overlay.ListEntry.Flink;
    for (; entry != head; entry = entry->Flink) {
        candidate = CONTAINING_RECORD(entry, IRP, Tail.Overlay.ListEntry);
        if (filter->File == NULL) {

            /* Bytes leave in the order of the requests: none overtakes another. */
            return LengthOf(candidate) <= filter->MostBytes ? candidate : NULL;
        }

        if (IoGetCurrentIrpStackLocation(candidate)->FileObject == filter->File) {
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
    KeAcquireSpinLock(&QUEUE_OF(Csq)->Lock, Irql);
}

static
VOID
CsqReleaseLock(
    PIO_CSQ Csq,
    KIRQL Irql)
{
    KeReleaseSpinLock(&QUEUE_OF(Csq)->Lock, Irql);
}

static
VOID
CsqCompleteCanceledIrp(
    PIO_CSQ Csq,
    PIRP Irp)
{
    Finish(QUEUE_OF(Csq)->Extension, Irp, STATUS_CANCELLED, 0);
}
