/*
 * Asks for must-succeed pool, and so has no error path: the system stops instead of returning NULL.
 */
#include "recorder.h"

NTSTATUS
RecordEvent(
    PRECORDER_EXTENSION Recorder,
    const VOID *Data,
    ULONG Length)
{
    PEVENT_RECORD record;

    /* Planted defect: a request that must not fail stops the machine when it does. */
    record = ExAllocatePoolWithTag(NonPagedPoolMustSucceed, FIELD_OFFSET(EVENT_RECORD, Data) + Length, RECORD_TAG);
    AppendRecord(Recorder, record, Data, Length);
    return STATUS_SUCCESS;
}
