#include "notebook.h"

#pragma alloc_text(PAGE, CreateNote)

NTSTATUS
CreateNote(
    const VOID *Text,
    ULONG Length,
    PNOTE *Note)
{
    PNOTE note;

    PAGED_CODE();

    note = ExAllocatePoolWithTag(PagedPool, sizeof(NOTE), NOTE_TAG);
    if (note == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }

    note->Text = ExAllocatePoolWithTag(PagedPool, Length, TEXT_TAG);
    if (note->Text == NULL) {

        /* Planted defect: the note itself is not freed. */
        return STATUS_INSUFFICIENT_RESOURCES;
    }

    RtlCopyMemory(note->Text, Text, Length);
    note->Length = Length;
    *Note = note;
    return STATUS_SUCCESS;
}
