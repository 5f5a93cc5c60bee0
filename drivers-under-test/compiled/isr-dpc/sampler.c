#include "sampler.h"

#define TABLE_ENTRIES 512
#define TABLE_TAG 'TpmS'

typedef struct _SAMPLER_EXTENSION {
    INTERRUPT_EXTENSION Common;
    KSPIN_LOCK Lock;                /* guards Samples and Latest */
    PULONG Table;                   /* TABLE_ENTRIES values while the device is started */
    ULONG Samples;                  /* taken so far */
    ULONG Latest;                   /* the latest sample, calibrated */
} SAMPLER_EXTENSION, *PSAMPLER_EXTENSION;

static DRIVER_STARTIO StartIo;
static ULONG LookUp(PSAMPLER_EXTENSION Sampler, ULONG Sample);
static ULONG Calibrate(ULONG Raw);

#pragma alloc_text(INIT, InitializeDriver)
#pragma alloc_text(PAGE, InitializeExtension)
#pragma alloc_text(PAGE, AllocateResources)
#pragma alloc_text(PAGE, FreeResources)
#pragma alloc_text(PAGE, Calibrate)

UNICODE_STRING InterruptDeviceName = RTL_CONSTANT_STRING(L"\\Device\\Sampler");
const ULONG InterruptExtensionBytes = sizeof(SAMPLER_EXTENSION);

VOID
InitializeDriver(
    PDRIVER_OBJECT DriverObject)
{
    DriverObject->DriverStartIo = StartIo;
}

VOID
InitializeExtension(
    PINTERRUPT_EXTENSION Extension)
{
    PSAMPLER_EXTENSION sampler = CONTAINING_RECORD(Extension, SAMPLER_EXTENSION, Common);

    PAGED_CODE();

    KeInitializeSpinLock(&sampler->Lock);
}

NTSTATUS
AllocateResources(
    PINTERRUPT_EXTENSION Extension)
{
    PSAMPLER_EXTENSION sampler = CONTAINING_RECORD(Extension, SAMPLER_EXTENSION, Common);
    ULONG i;

    PAGED_CODE();

    sampler->Table = ExAllocatePoolWithTag(TablePool, TABLE_ENTRIES * sizeof(ULONG), TABLE_TAG);
    if (sampler->Table == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }

    for (i = 0; i < TABLE_ENTRIES; i++) {
        sampler->Table[i] = Calibrate(i);
    }

    return STATUS_SUCCESS;
}

VOID
FreeResources(
    PINTERRUPT_EXTENSION Extension)
{
    PSAMPLER_EXTENSION sampler = CONTAINING_RECORD(Extension, SAMPLER_EXTENSION, Common);

    PAGED_CODE();

    ExFreePoolWithTag(sampler->Table, TABLE_TAG);
    sampler->Table = NULL;
}

VOID
HandleInterrupts(
    PINTERRUPT_EXTENSION Extension,
    ULONG Interrupts)
{
    PSAMPLER_EXTENSION sampler = CONTAINING_RECORD(Extension, SAMPLER_EXTENSION, Common);

    KeAcquireSpinLockAtDpcLevel(&sampler->Lock);
    sampler->Samples += Interrupts;
    sampler->Latest = LookUp(sampler, sampler->Samples);
    KeReleaseSpinLockFromDpcLevel(&sampler->Lock);
}

NTSTATUS
Read(
    PINTERRUPT_EXTENSION Extension,
    PIRP Irp)
{
    if (IoGetCurrentIrpStackLocation(Irp)->Parameters.Read.Length < sizeof(ULONG)) {
        return CompleteRequest(Irp, STATUS_BUFFER_TOO_SMALL, 0);
    }

    /* No cancel routine: StartIo completes every packet at once. */
    IoMarkIrpPending(Irp);
    IoStartPacket(Extension->Self, Irp, NULL, NULL);
    return STATUS_PENDING;
}

NTSTATUS
DeviceControl(
    PINTERRUPT_EXTENSION Extension,
    PIRP Irp)
{
    UNREFERENCED_PARAMETER(Extension);

    return CompleteRequest(Irp, STATUS_INVALID_DEVICE_REQUEST, 0);
}

static
VOID
StartIo(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp)
{
    PSAMPLER_EXTENSION sampler = DeviceObject->DeviceExtension;
    ULONG value;

    KeAcquireSpinLockAtDpcLevel(&sampler->Lock);
    value = LookUp(sampler, sampler->Samples);
    KeReleaseSpinLockFromDpcLevel(&sampler->Lock);

    *(PULONG)Irp->AssociatedIrp.SystemBuffer = value;
    IoStartNextPacket(DeviceObject, FALSE);
    CompleteRequest(Irp, STATUS_SUCCESS, sizeof(ULONG));
}

static
ULONG
LookUp(
    PSAMPLER_EXTENSION Sampler,
    ULONG Sample)
{
    return Sampler->Table[Sample % TABLE_ENTRIES];
}

static
ULONG
Calibrate(
    ULONG Raw)
{
    return 3 * Raw + 100;
}
