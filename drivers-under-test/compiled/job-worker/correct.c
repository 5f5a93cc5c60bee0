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

    status = ObReferenceObjectByHandle(handle, SYNCHRONIZE, *PsThreadType, KernelMode, (PVOID *)&Worker->Thread, NULL);
    if (!NT_SUCCESS(status)) {

        /* The thread uses the device extension: it must have ended before this driver is unloaded. */
        KeSetEvent(&Worker->Stop, IO_NO_INCREMENT, FALSE);
        ZwWaitForSingleObject(handle, FALSE, NULL);
    }

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
        CompleteRequest(Irp, STATUS_INSUFFICIENT_RESOURCES, 0);
        return;
    }

    WriteDigits(result, Irp->AssociatedIrp.SystemBuffer, length);
    PutResult(Worker, result, 2 * length);
    CompleteRequest(Irp, STATUS_SUCCESS, length);
}
