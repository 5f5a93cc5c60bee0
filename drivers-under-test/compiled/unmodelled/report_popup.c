#include "memo.h"

/* IoRaiseInformationalHardError shows the user a message box; the simulated kernel does not model it. */
VOID
ReportShortage(
    VOID)
{
    IoRaiseInformationalHardError(STATUS_INSUFFICIENT_RESOURCES, NULL, NULL);
}
