#include "serial.h"

#pragma alloc_text(PAGE, OpenPort)
#pragma alloc_text(PAGE, GrowReceiveRing)

NTSTATUS
OpenPort(
    PSERIAL_EXTENSION Extension)
{
    NTSTATUS status;

    PAGED_CODE();

    status = AllocateRing(&Extension->Receive, RECEIVE_BYTES, RECEIVE_TAG);
    if (!NT_SUCCESS(status)) {
        return status;
    }

    status = AllocateRing(&Extension->Transmit, TRANSMIT_BYTES, TRANSMIT_TAG);
    if (!NT_SUCCESS(status)) {
        FreeRing(&Extension->Receive, RECEIVE_TAG);
        return status;
    }

    status = ConnectInterrupt(Extension);
    if (!NT_SUCCESS(status)) {

        /* Planted defect: the transmit ring is forgotten. */
        FreeRing(&Extension->Receive, RECEIVE_TAG);
        return status;
    }

    EnablePort(Extension);
    return STATUS_SUCCESS;
}

NTSTATUS
GrowReceiveRing(
    PSERIAL_EXTENSION Extension,
    ULONG Size)
{
    BYTE_RING ring;
    NTSTATUS status;

    PAGED_CODE();

    status = AllocateRing(&ring, Size, RECEIVE_TAG);
    if (!NT_SUCCESS(status)) {

        /* Planted defect: the caller believes that the ring is as large as it asked for. */
        return STATUS_SUCCESS;
    }

    ExchangeRings(Extension, &Extension->Receive, &ring);
    FreeRing(&ring, RECEIVE_TAG);
    return STATUS_SUCCESS;
}
