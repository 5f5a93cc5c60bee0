#include "filter.h"

NTSTATUS
Pass(
    PFILTER_EXTENSION Filter,
    PIRP Irp)
{
    PTRACE_RECORD record;

    record = ExAllocatePoolWithTag(NonPagedPoolNx, sizeof(TRACE_RECORD), RECORD_TAG);
    if (record == NULL) {

        /* Planted defect: the remove lock is not released, so that REMOVE_DEVICE waits for ever. */
        Count(FALSE, 0);
        IoSkipCurrentIrpStackLocation(Irp);
        return IoCallDriver(Filter->Lower, Irp);
    }

    /* FinishTrace releases the remove lock. */
    record->Filter = Filter;
    KeQuerySystemTime(&record->Begin);
    IoCopyCurrentIrpStackLocationToNext(Irp);
    IoSetCompletionRoutine(Irp, FinishTrace, record, TRUE, TRUE, TRUE);
    return IoCallDriver(Filter->Lower, Irp);
}
