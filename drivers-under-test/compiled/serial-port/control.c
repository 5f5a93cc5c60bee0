/*
 * Device controls: speed, frame, size of the receive ring, status.
 */
#include "serial.h"

#define LOWEST_BAUD 50
#define HIGHEST_BAUD 115200

static NTSTATUS Control(PSERIAL_EXTENSION Extension, PIRP Irp, PULONG_PTR Information);
static NTSTATUS SetBaudRate(PSERIAL_EXTENSION Extension, const SERIAL_BAUD_RATE *BaudRate);
static NTSTATUS SetLineControl(PSERIAL_EXTENSION Extension, const SERIAL_LINE_CONTROL *LineControl);
static NTSTATUS SetQueueSize(PSERIAL_EXTENSION Extension, const SERIAL_QUEUE_SIZE *QueueSize);
static VOID GetStatus(PSERIAL_EXTENSION Extension, PSERIAL_STATUS Status);

#pragma alloc_text(PAGE, DispatchDeviceControl)
#pragma alloc_text(PAGE, Control)
#pragma alloc_text(PAGE, SetBaudRate)
#pragma alloc_text(PAGE, SetLineControl)
#pragma alloc_text(PAGE, SetQueueSize)
#pragma alloc_text(PAGE, GetStatus)

NTSTATUS
DispatchDeviceControl(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp)
{
    PSERIAL_EXTENSION extension = DeviceObject->DeviceExtension;
    ULONG_PTR information = 0;
    NTSTATUS status;

    PAGED_CODE();

    status = IoAcquireRemoveLock(&extension->RemoveLock, Irp);
    if (!NT_SUCCESS(status)) {
        return CompleteRequest(Irp, status, 0);
    }

    ExAcquireFastMutex(&extension->ControlLock);
    status = extension->Started ? Control(extension, Irp, &information) : STATUS_DEVICE_NOT_READY;
    ExReleaseFastMutex(&extension->ControlLock);
    CompleteRequest(Irp, status, information);
    IoReleaseRemoveLock(&extension->RemoveLock, Irp);
    return status;
}

static
NTSTATUS
Control(
    PSERIAL_EXTENSION Extension,
    PIRP Irp,
    PULONG_PTR Information)
{
    PIO_STACK_LOCATION stack = IoGetCurrentIrpStackLocation(Irp);
    ULONG inputLength = stack->Parameters.DeviceIoControl.InputBufferLength;
    ULONG outputLength = stack->Parameters.DeviceIoControl.OutputBufferLength;
    PVOID buffer = Irp->AssociatedIrp.SystemBuffer;

    PAGED_CODE();

    switch (stack->Parameters.DeviceIoControl.IoControlCode) {
    case IOCTL_SERIAL_SET_BAUD_RATE:
        return inputLength < sizeof(SERIAL_BAUD_RATE) ? STATUS_BUFFER_TOO_SMALL : SetBaudRate(Extension, buffer);

    case IOCTL_SERIAL_SET_LINE_CONTROL:
        return inputLength < sizeof(SERIAL_LINE_CONTROL) ? STATUS_BUFFER_TOO_SMALL : SetLineControl(Extension, buffer);

    case IOCTL_SERIAL_SET_QUEUE_SIZE:
        return inputLength < sizeof(SERIAL_QUEUE_SIZE) ? STATUS_BUFFER_TOO_SMALL : SetQueueSize(Extension, buffer);

    case IOCTL_SERIAL_GET_BAUD_RATE:
        if (outputLength < sizeof(SERIAL_BAUD_RATE)) {
            return STATUS_BUFFER_TOO_SMALL;
        }

        *(PSERIAL_BAUD_RATE)buffer = Extension->BaudRate;
        *Information = sizeof(SERIAL_BAUD_RATE);
        return STATUS_SUCCESS;

    case IOCTL_SERIAL_GET_LINE_CONTROL:
        if (outputLength < sizeof(SERIAL_LINE_CONTROL)) {
            return STATUS_BUFFER_TOO_SMALL;
        }

        *(PSERIAL_LINE_CONTROL)buffer = Extension->LineControl;
        *Information = sizeof(SERIAL_LINE_CONTROL);
        return STATUS_SUCCESS;

    case IOCTL_SERIAL_GET_COMMSTATUS:
        if (outputLength < sizeof(SERIAL_STATUS)) {
            return STATUS_BUFFER_TOO_SMALL;
        }

        GetStatus(Extension, buffer);
        *Information = sizeof(SERIAL_STATUS);
        return STATUS_SUCCESS;

    default:
        return STATUS_INVALID_DEVICE_REQUEST;
    }
}

static
NTSTATUS
SetBaudRate(
    PSERIAL_EXTENSION Extension,
    const SERIAL_BAUD_RATE *BaudRate)
{
    PAGED_CODE();

    if (BaudRate->BaudRate < LOWEST_BAUD || BaudRate->BaudRate > HIGHEST_BAUD) {
        return STATUS_INVALID_PARAMETER;
    }

    Extension->BaudRate = *BaudRate;
    ProgramLine(Extension);
    return STATUS_SUCCESS;
}

static
NTSTATUS
SetLineControl(
    PSERIAL_EXTENSION Extension,
    const SERIAL_LINE_CONTROL *LineControl)
{
    PAGED_CODE();

    if (LineControl->WordLength < 5 || LineControl->WordLength > 8
        || LineControl->Parity > SPACE_PARITY
        || LineControl->StopBits > STOP_BITS_2) {
        return STATUS_INVALID_PARAMETER;
    }

    Extension->LineControl = *LineControl;
    ProgramLine(Extension);
    return STATUS_SUCCESS;
}

static
NTSTATUS
SetQueueSize(
    PSERIAL_EXTENSION Extension,
    const SERIAL_QUEUE_SIZE *QueueSize)
{
    PAGED_CODE();

    if (QueueSize->InSize > MOST_RECEIVE_BYTES) {
        return STATUS_INVALID_PARAMETER;
    }

    return QueueSize->InSize > Extension->Receive.Size ? GrowReceiveRing(Extension, QueueSize->InSize) : STATUS_SUCCESS;
}

static
VOID
GetStatus(
    PSERIAL_EXTENSION Extension,
    PSERIAL_STATUS Status)
{
    PAGED_CODE();

    RtlZeroMemory(Status, sizeof(*Status));
    Status->Errors = Extension->Overruns > 0 ? SERIAL_ERROR_QUEUEOVERRUN : 0;
    Status->AmountInInQueue = Extension->Receive.Count;
    Status->AmountInOutQueue = Extension->Transmit.Count;
}
