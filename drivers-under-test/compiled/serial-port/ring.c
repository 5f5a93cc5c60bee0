/*
 * Rings of bytes. The interrupt service routine uses them; all others come through KeSynchronizeExecution.
 */
#include "serial.h"

/* What the routines that KeSynchronizeExecution calls are to do. */
typedef struct _RING_REQUEST {
    PBYTE_RING Ring;
    PBYTE_RING Larger;
    PUCHAR Bytes;
    ULONG Length;
} RING_REQUEST, *PRING_REQUEST;

static KSYNCHRONIZE_ROUTINE Exchange;
static KSYNCHRONIZE_ROUTINE Take;
static KSYNCHRONIZE_ROUTINE Put;

NTSTATUS
AllocateRing(
    PBYTE_RING Ring,
    ULONG Size,
    ULONG Tag)
{
    Ring->Bytes = ExAllocatePoolWithTag(NonPagedPool, Size, Tag);
    if (Ring->Bytes == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }

    Ring->Size = Size;
    Ring->First = 0;
    Ring->Count = 0;
    return STATUS_SUCCESS;
}

VOID
FreeRing(
    PBYTE_RING Ring,
    ULONG Tag)
{
    if (Ring->Bytes != NULL) {
        ExFreePoolWithTag(Ring->Bytes, Tag);
        RtlZeroMemory(Ring, sizeof(*Ring));
    }
}

BOOLEAN
PutByte(
    PBYTE_RING Ring,
    UCHAR Byte)
{
    if (Ring->Count == Ring->Size) {
        return FALSE;
    }

    Ring->Bytes[(Ring->First + Ring->Count) % Ring->Size] = Byte;
    Ring->Count++;
    return TRUE;
}

BOOLEAN
TakeByte(
    PBYTE_RING Ring,
    PUCHAR Byte)
{
    if (Ring->Count == 0) {
        return FALSE;
    }

    *Byte = Ring->Bytes[Ring->First];
    Ring->First = (Ring->First + 1) % Ring->Size;
    Ring->Count--;
    return TRUE;
}

VOID
ExchangeRings(
    PSERIAL_EXTENSION Extension,
    PBYTE_RING Ring,
    PBYTE_RING Larger)
{
    RING_REQUEST request = { Ring, Larger, NULL, 0 };

    KeSynchronizeExecution(Extension->Interrupt, Exchange, &request);
}

ULONG
TakeBytes(
    PSERIAL_EXTENSION Extension,
    PBYTE_RING Ring,
    PUCHAR Bytes,
    ULONG Length)
{
    RING_REQUEST request = { Ring, NULL, Bytes, Length };

    KeSynchronizeExecution(Extension->Interrupt, Take, &request);
    return request.Length;
}

VOID
PutBytes(
    PSERIAL_EXTENSION Extension,
    PBYTE_RING Ring,
    PUCHAR Bytes,
    ULONG Length)
{
    RING_REQUEST request = { Ring, NULL, Bytes, Length };

    KeSynchronizeExecution(Extension->Interrupt, Put, &request);
}

static
BOOLEAN
Exchange(
    PVOID SynchronizeContext)
{
    PRING_REQUEST request = SynchronizeContext;
    BYTE_RING old = *request->Ring;
    UCHAR byte;

    while (TakeByte(request->Ring, &byte)) {
        PutByte(request->Larger, byte);
    }

    *request->Ring = *request->Larger;
    *request->Larger = old;
    return TRUE;
}

static
BOOLEAN
Take(
    PVOID SynchronizeContext)
{
    PRING_REQUEST request = SynchronizeContext;
    ULONG taken = 0;

    while (taken < request->Length && TakeByte(request->Ring, &request->Bytes[taken])) {
        taken++;
    }

    request->Length = taken;
    return TRUE;
}

static
BOOLEAN
Put(
    PVOID SynchronizeContext)
{
    PRING_REQUEST request = SynchronizeContext;
    ULONG i;

    for (i = 0; i < request->Length; i++) {
        PutByte(request->Ring, request->Bytes[i]);
    }

    return TRUE;
}
