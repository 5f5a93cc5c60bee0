/*
 * Asks for ordinary nonpaged pool, checks the result and passes a shortage on to its caller.
 */
#include "recorder.h"

NTSTATUS
RecordEvent(
    PRECORDER_EXTENSION Recorder,
    const VOID *Data,
    ULONG Length)
{
    PEVENT_RECORD record;

    record = ExAllocatePoolWithTag(NonPagedPool, FIELD_OFFSET(EVENT_RECORD, Data) + Length, RECORD_TAG);
    if (record == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }

    AppendRecord(Recorder, record, Data, Length);
    return STATUS_SUCCESS;
}
