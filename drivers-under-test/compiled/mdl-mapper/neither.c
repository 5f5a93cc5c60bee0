/*
 * Reads and writes the caller's memory under structured exception handling, after a probe.
 */
#include "mapper.h"

#pragma alloc_text(PAGE, SumNeither)

NTSTATUS
SumNeither(
    PIRP Irp,
    PULONG_PTR Information)
{
    PIO_STACK_LOCATION stack = IoGetCurrentIrpStackLocation(Irp);
    PVOID input = stack->Parameters.DeviceIoControl.Type3InputBuffer;
    ULONG inputLength = stack->Parameters.DeviceIoControl.InputBufferLength;
    SUM_REQUEST request;
    ULONG64 sum;

    PAGED_CODE();

    if (inputLength < sizeof(SUM_REQUEST) || stack->Parameters.DeviceIoControl.OutputBufferLength < sizeof(ULONG64)) {
        return STATUS_BUFFER_TOO_SMALL;
    }

    __try {
        ProbeForRead(input, inputLength, sizeof(UCHAR));
        RtlCopyMemory(&request, input, sizeof(SUM_REQUEST));
        if (request.Data == NULL) {
            request.Data = (PUCHAR)input + sizeof(SUM_REQUEST);
            request.Length = inputLength - sizeof(SUM_REQUEST);
        } else {
            ProbeForRead(request.Data, request.Length, sizeof(UCHAR));
        }

        sum = Sum(request.Data, request.Length);
        ProbeForWrite(Irp->UserBuffer, sizeof(ULONG64), sizeof(UCHAR));
        *(ULONG64 UNALIGNED *)Irp->UserBuffer = sum;
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        return GetExceptionCode();
    }

    *Information = sizeof(ULONG64);
    return STATUS_SUCCESS;
}
