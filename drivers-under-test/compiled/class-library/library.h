/*
 * An export driver: sessions that its clients open and close. It has no devices; a client is a driver of its own.
 */
#pragma once

#include "wdkcompat.h"

typedef struct _CLASS_SESSION *PCLASS_SESSION;

/* Opens a session. IRQL: PASSIVE_LEVEL. */
NTSTATUS
ClassOpenSession(
    PCLASS_SESSION *Session);

/* Closes it. IRQL: PASSIVE_LEVEL. */
VOID
ClassCloseSession(
    PCLASS_SESSION Session);

/* How many are open; exported by the ordinal 7 alone. IRQL: <= APC_LEVEL. */
ULONG
ClassSessionCount(
    VOID);
