/*
 * A client of class-library: every file object of its device has a session and a record. The two clients differ in what they do with the
 * session when there is no memory for the record.
 */
#pragma once

#include "library.h"

#define RECORD_TAG 'tnlC'

typedef struct _FILE_RECORD {
    PCLASS_SESSION Session;
    ULONG Reads;
} FILE_RECORD, *PFILE_RECORD;

/* Makes the record of a file object, with its session. IRQL: PASSIVE_LEVEL. */
NTSTATUS
OpenRecord(
    PFILE_RECORD *Record);
