/*
 * Maps with the safe macro and passes a shortage on to its caller.
 */
#include "mapper.h"

NTSTATUS
MapBuffer(
    PMDL Mdl,
    PUCHAR *Buffer)
{
    *Buffer = MmGetSystemAddressForMdlSafe(Mdl, NormalPagePriority);
    return *Buffer == NULL ? STATUS_INSUFFICIENT_RESOURCES : STATUS_SUCCESS;
}
