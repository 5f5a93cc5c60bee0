#include "client.h"

NTSTATUS
OpenRecord(
    PFILE_RECORD *Record)
{
    PCLASS_SESSION session;
    PFILE_RECORD record;
    NTSTATUS status;

    status = ClassOpenSession(&session);
    if (!NT_SUCCESS(status)) {
        return status;
    }

    record = ExAllocatePoolWithTag(NonPagedPool, sizeof(FILE_RECORD), RECORD_TAG);
    if (record == NULL) {
        ClassCloseSession(session);
        return STATUS_INSUFFICIENT_RESOURCES;
    }

    record->Session = session;
    record->Reads = 0;
    *Record = record;
    return STATUS_SUCCESS;
}
