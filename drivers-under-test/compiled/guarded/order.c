/*
 * The order in which handlers run: all filters up to the one that accepts, then the termination handlers from the inside out, then the
 * handler itself.
 */
#include "guarded.h"

static LONG Note(PULONG Order, ULONG Digit, LONG Answer);
static VOID RaiseInside(PULONG Order);

#pragma alloc_text(PAGE, HandlerOrder)
#pragma alloc_text(PAGE, Note)
#pragma alloc_text(PAGE, RaiseInside)

ULONG
HandlerOrder(
    VOID)
{
    volatile ULONG order = 0;

    PAGED_CODE();

    __try {
        __try {
            RaiseInside((PULONG)&order);
        } __finally {
            Note((PULONG)&order, AbnormalTermination() ? 4 : 9, 0);
        }
    } __except (Note((PULONG)&order, 2, EXCEPTION_EXECUTE_HANDLER)) {
        Note((PULONG)&order, 5, 0);
    }

    return order;
}

static
VOID
RaiseInside(
    PULONG Order)
{
    PAGED_CODE();

    __try {
        __try {
            ExRaiseStatus(STATUS_DATA_ERROR);
        } __finally {
            Note(Order, 3, 0);
        }
    } __except (Note(Order, 1, EXCEPTION_CONTINUE_SEARCH)) {
        Note(Order, 9, 0);
    }
}

/* Appends a decimal digit. */
static
LONG
Note(
    PULONG Order,
    ULONG Digit,
    LONG Answer)
{
    PAGED_CODE();

    *Order = 10 * *Order + Digit;
    return Answer;
}
