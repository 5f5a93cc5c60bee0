#include "notebook.h"

#pragma alloc_text(PAGE, FreeNotebook)

VOID
FreeNotebook(
    PNOTEBOOK_EXTENSION Notebook)
{
    PAGED_CODE();

    /* Planted defect: the notes that are still in the list stay allocated. */
    ExFreePoolWithTag(Notebook->Journal, JOURNAL_TAG);
}
