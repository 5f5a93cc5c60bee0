/*
 * The system thread.
 */
#include "worker.h"

VOID
WorkerThread(
    PVOID StartContext)
{
    PWORKER_EXTENSION worker = StartContext;
    PVOID objects[2];
    NTSTATUS status;
    PIRP irp;

    objects[0] = &worker->Stop;
    objects[1] = &worker->JobReady;
    for (;;) {
        status = KeWaitForMultipleObjects(2, objects, WaitAny, Executive, KernelMode, FALSE, NULL, NULL);
        if (status == STATUS_WAIT_0) {
            PsTerminateSystemThread(STATUS_SUCCESS);
        }

        /* A job that was cancelled is counted, but is not in the queue any more. */
        irp = IoCsqRemoveNextIrp(&worker->Csq, NULL);
        if (irp != NULL) {
            DoJob(worker, irp);
        }
    }
}

VOID
WriteDigits(
    PCHAR Digits,
    const UCHAR *Data,
    ULONG Length)
{
    static const CHAR digits[] = "0123456789abcdef";
    ULONG i;

    for (i = 0; i < Length; i++) {
        Digits[2 * i] = digits[Data[i] >> 4];
        Digits[2 * i + 1] = digits[Data[i] & 0xF];
    }
}

VOID
PutResult(
    PWORKER_EXTENSION Worker,
    PCHAR Result,
    ULONG Length)
{
    PCHAR oldResult;

    ExAcquireFastMutex(&Worker->Lock);
    oldResult = Worker->Result;
    Worker->Result = Result;
    Worker->ResultLength = Length;
    ExReleaseFastMutex(&Worker->Lock);

    if (oldResult != NULL) {
        ExFreePoolWithTag(oldResult, RESULT_TAG);
    }
}
