#include "memo.h"

VOID
ReportShortage(
    VOID)
{
    DbgPrint("memo: not enough memory\n");
}
