/*
 * The lower device.
 */
#include "guarded.h"

static LONG CaptureFilter(NTSTATUS Code);

#pragma alloc_text(PAGE, LowerDeviceControl)
#pragma alloc_text(PAGE, CaptureData)
#pragma alloc_text(PAGE, CaptureFilter)
#pragma alloc_text(PAGE, Sum)

NTSTATUS
LowerDeviceControl(
    PIRP Irp)
{
    PIO_STACK_LOCATION stack = IoGetCurrentIrpStackLocation(Irp);
    PVOID buffer = Irp->AssociatedIrp.SystemBuffer;
    ULONG inputLength = stack->Parameters.DeviceIoControl.InputBufferLength;
    ULONG outputLength = stack->Parameters.DeviceIoControl.OutputBufferLength;

    PAGED_CODE();

    switch (stack->Parameters.DeviceIoControl.IoControlCode) {
    case IOCTL_SUM_RECORD:
        if (inputLength < sizeof(PACKED_RECORD) || outputLength < sizeof(ULONG64)) {
            ExRaiseStatus(STATUS_BUFFER_TOO_SMALL);
        }

        *(PULONG64)buffer = SumRecord(buffer, inputLength);
        return CompleteRequest(Irp, STATUS_SUCCESS, sizeof(ULONG64));

    case IOCTL_HANDLER_ORDER:
        if (outputLength < sizeof(ULONG)) {
            ExRaiseStatus(STATUS_BUFFER_TOO_SMALL);
        }

        *(PULONG)buffer = HandlerOrder();
        return CompleteRequest(Irp, STATUS_SUCCESS, sizeof(ULONG));

    default:
        return CompleteRequest(Irp, STATUS_INVALID_DEVICE_REQUEST, 0);
    }
}

VOID
CaptureData(
    PUCHAR Copy,
    const UCHAR *Data,
    SIZE_T Length)
{
    SIZE_T i;

    PAGED_CODE();

    __try {
        ProbeForRead((PVOID)Data, Length, sizeof(UCHAR));
        for (i = 0; i < Length; i++) {
            Copy[i] = Data[i];
        }
    } __except (CaptureFilter(GetExceptionCode())) {

        /* To the caller an address that cannot be read is a bad parameter. */
        ExRaiseStatus(STATUS_INVALID_PARAMETER);
    }
}

/* Handles what a bad address raises; everything else is for the outer handlers. */
static
LONG
CaptureFilter(
    NTSTATUS Code)
{
    PAGED_CODE();

    return Code == STATUS_ACCESS_VIOLATION ? EXCEPTION_EXECUTE_HANDLER : EXCEPTION_CONTINUE_SEARCH;
}

ULONG64
Sum(
    const UCHAR *Data,
    SIZE_T Length,
    ULONG Divisor)
{
    ULONG64 sum = 0;
    SIZE_T i;

    PAGED_CODE();

    for (i = 0; i < Length; i++) {
        sum += Data[i] / Divisor;
    }

    return sum;
}
