#include "worker.h"

NTSTATUS
StartThread(
    PWORKER_EXTENSION Worker)
{
    OBJECT_ATTRIBUTES attributes;
    HANDLE handle;
    NTSTATUS status;

    InitializeObjectAttributes(&attributes, NULL, OBJ_KERNEL_HANDLE, NULL, NULL);
    status = PsCreateSystemThread(&handle, THREAD_ALL_ACCESS, &attributes, NULL, NULL, WorkerThread, Worker);
    if (!NT_SUCCESS(status)) {
        return status;
    }

    /* Planted defect: on failure the thread goes on in a driver that is not loaded any more. */
    status = ObReferenceObjectByHandle(handle, SYNCHRONIZE, *PsThreadType, KernelMode, (PVOID *)&Worker->Thread, NULL);
    ZwClose(handle);
    return status;
}

VOID
DoJob(
    PWORKER_EXTENSION Worker,
    PIRP Irp)
{
    ULONG length = IoGetCurrentIrpStackLocation(Irp)->Parameters.Write.Length;
    PCHAR result;

    result = ExAllocatePoolWithTag(PagedPool, 2 * length, RESULT_TAG);
    if (result == NULL) {

        /* Planted defect: the request is in no queue any more, and is not completed. */
        return;
    }

    WriteDigits(result, Irp->AssociatedIrp.SystemBuffer, length);
    PutResult(Worker, result, 2 * length);
    CompleteRequest(Irp, STATUS_SUCCESS, length);
}
