/*
 * A notebook. IOCTL_NOTE_WRITE appends its input as a note, IOCTL_NOTE_READ returns the latest one. A note is two blocks; a journal
 * keeps the lengths. The drivers differ in how they create a note and in how they free everything.
 */
#pragma once

#include "wdkcompat.h"

#define IOCTL_NOTE_WRITE CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_NOTE_READ CTL_CODE(FILE_DEVICE_UNKNOWN, 0x801, METHOD_BUFFERED, FILE_ANY_ACCESS)

#define NOTE_TAG 'etoN'
#define TEXT_TAG 'txTN'
#define JOURNAL_TAG 'nrJN'

#define JOURNAL_SLOTS 256

typedef struct _NOTEBOOK_EXTENSION {
    FAST_MUTEX Lock;                /* guards the rest */
    LIST_ENTRY Notes;               /* of NOTE */
    ULONG Count;                    /* notes in the list */
    PULONG Journal;                 /* JOURNAL_SLOTS lengths, in a ring */
    ULONG Written;                  /* notes written since the device exists */
} NOTEBOOK_EXTENSION, *PNOTEBOOK_EXTENSION;

typedef struct _NOTE {
    LIST_ENTRY ListEntry;
    ULONG Length;                   /* bytes of text */
    PVOID Text;
} NOTE, *PNOTE;

/* Creates a note with a copy of the text. IRQL: PASSIVE_LEVEL. */
NTSTATUS
CreateNote(
    const VOID *Text,
    ULONG Length,
    PNOTE *Note);

/* Frees all notes and the journal; the device is not used any more. IRQL: PASSIVE_LEVEL. */
VOID
FreeNotebook(
    PNOTEBOOK_EXTENSION Notebook);
