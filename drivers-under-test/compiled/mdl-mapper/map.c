/*
 * Maps with the old macro, which cannot return a failure.
 */
#include "mapper.h"

NTSTATUS
MapBuffer(
    PMDL Mdl,
    PUCHAR *Buffer)
{
    /* Planted defect: the macro calls MmMapLockedPages, which stops the machine where it cannot map. */
    *Buffer = MmGetSystemAddressForMdl(Mdl);
    return STATUS_SUCCESS;
}
