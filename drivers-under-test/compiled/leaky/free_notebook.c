#include "notebook.h"

#pragma alloc_text(PAGE, FreeNotebook)

VOID
FreeNotebook(
    PNOTEBOOK_EXTENSION Notebook)
{
    PLIST_ENTRY entry;
    PNOTE note;

    PAGED_CODE();

    while (!IsListEmpty(&Notebook->Notes)) {
        entry = RemoveHeadList(&Notebook->Notes);
        note = CONTAINING_RECORD(entry, NOTE, ListEntry);
        ExFreePoolWithTag(note->Text, TEXT_TAG);
        ExFreePoolWithTag(note, NOTE_TAG);
    }

    ExFreePoolWithTag(Notebook->Journal, JOURNAL_TAG);
}
