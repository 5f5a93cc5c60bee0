#include "guarded.h"

#pragma alloc_text(PAGE, SumRecord)

ULONG64
SumRecord(
    const PACKED_RECORD *Record,
    ULONG InputLength)
{
    const UCHAR *data = Record->Data;
    SIZE_T length = Record->Length;
    PUCHAR copy = NULL;
    PUCHAR index = NULL;
    ULONG64 sum;

    PAGED_CODE();

    if (Record->Magic != RECORD_MAGIC) {
        ExRaiseStatus(STATUS_INVALID_PARAMETER);
    }

    if (data == NULL) {
        length = InputLength - sizeof(PACKED_RECORD);
    }

    __try {

        /* Quota is charged to the caller: both raise an exception when there is none, or no memory. */
        copy = ExAllocatePoolWithQuotaTag(PagedPool, length + 1, COPY_TAG);
        index = ExAllocatePoolWithQuotaTag(PagedPool, length + 1, INDEX_TAG);
        if (data == NULL) {
            RtlCopyMemory(copy, Record + 1, length);
        } else {
            CaptureData(copy, data, length);
        }

        RtlCopyMemory(index, copy, length);
        sum = Sum(index, length, Record->Divisor);
    } __finally {
        if (index != NULL) {
            ExFreePoolWithTag(index, INDEX_TAG);
        }

        if (copy != NULL) {
            ExFreePoolWithTag(copy, COPY_TAG);
        }
    }

    return sum;
}
