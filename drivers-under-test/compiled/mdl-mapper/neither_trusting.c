/*
 * Takes the caller's word for its pointers.
 */
#include "mapper.h"

#pragma alloc_text(PAGE, SumNeither)

NTSTATUS
SumNeither(
    PIRP Irp,
    PULONG_PTR Information)
{
    PIO_STACK_LOCATION stack = IoGetCurrentIrpStackLocation(Irp);
    PSUM_REQUEST request = stack->Parameters.DeviceIoControl.Type3InputBuffer;
    ULONG inputLength = stack->Parameters.DeviceIoControl.InputBufferLength;
    PUCHAR data;
    SIZE_T length;

    PAGED_CODE();

    if (inputLength < sizeof(SUM_REQUEST) || stack->Parameters.DeviceIoControl.OutputBufferLength < sizeof(ULONG64)) {
        return STATUS_BUFFER_TOO_SMALL;
    }

    /* Planted defect: neither a probe nor an exception handler; a bad pointer of an application stops the machine. */
    data = request->Data;
    length = request->Length;
    if (data == NULL) {
        data = (PUCHAR)(request + 1);
        length = inputLength - sizeof(SUM_REQUEST);
    }

    *(ULONG64 UNALIGNED *)Irp->UserBuffer = Sum(data, length);
    *Information = sizeof(ULONG64);
    return STATUS_SUCCESS;
}
