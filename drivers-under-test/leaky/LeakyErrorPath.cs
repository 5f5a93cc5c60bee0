using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.Leaky;

/// <summary>The notebook that forgets a block when the second of two allocations fails.</summary>
public sealed class LeakyErrorPath : NotebookDriver
{
    /// <inheritdoc/>
    public override string Name => "leaky-error-path";

    /// <inheritdoc/>
    public override string Description => "A notebook that forgets a note's first block when its second cannot be allocated.";

    /// <inheritdoc/>
    protected override NTSTATUS CreateNote(Pointer text, uint length, out Note note)
    {
        note = new Note(ExAllocatePoolWithTag(POOL_TYPE.PagedPool, Note.Bytes, NoteTag));
        if (note.Pointer.IsNull)
        {
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        note.Text = ExAllocatePoolWithTag(POOL_TYPE.PagedPool, length, TextTag);
        if (note.Text.IsNull)
        {
            // Planted defect: the note itself is forgotten.
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        RtlCopyMemory(note.Text, text, length);
        note.Length = length;
        return STATUS_SUCCESS;
    }
}
