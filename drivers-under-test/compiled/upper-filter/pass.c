#include "filter.h"

NTSTATUS
Pass(
    PFILTER_EXTENSION Filter,
    PIRP Irp)
{
    PTRACE_RECORD record;
    NTSTATUS status;

    record = ExAllocatePoolWithTag(NonPagedPoolNx, sizeof(TRACE_RECORD), RECORD_TAG);
    if (record == NULL) {
        Count(FALSE, 0);
        IoSkipCurrentIrpStackLocation(Irp);
        status = IoCallDriver(Filter->Lower, Irp);
        IoReleaseRemoveLock(&Filter->RemoveLock, Irp);
        return status;
    }

    /* FinishTrace releases the remove lock. */
    record->Filter = Filter;
    KeQuerySystemTime(&record->Begin);
    IoCopyCurrentIrpStackLocationToNext(Irp);
    IoSetCompletionRoutine(Irp, FinishTrace, record, TRUE, TRUE, TRUE);
    return IoCallDriver(Filter->Lower, Irp);
}
