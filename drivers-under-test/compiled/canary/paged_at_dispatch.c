#include "canary.h"

NTSTATUS
WithoutCopy(
    PCANARY_EXTENSION Extension)
{
    KIRQL oldIrql;

    /* Planted defect: the desk is in paged pool, and a spin lock raises IRQL to DISPATCH_LEVEL. */
    KeAcquireSpinLock(&Extension->Lock, &oldIrql);
    *(volatile UCHAR *)Extension->Desk = 1;
    KeReleaseSpinLock(&Extension->Lock, oldIrql);
    return STATUS_INSUFFICIENT_RESOURCES;
}
