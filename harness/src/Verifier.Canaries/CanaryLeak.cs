using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Canaries;

/// <summary>Forgets a block when a later one is not to be had.</summary>
public sealed class CanaryLeak : CanaryDriver
{
    private const uint NoteBytes = 0x20;

    /// <inheritdoc/>
    public override string Name => "canary-leak";

    /// <inheritdoc/>
    public override string Description => "Forgets a block when a later one is not to be had.";

    /// <inheritdoc/>
    protected override NTSTATUS Keep(CanaryExtension extension, Pointer data, uint length)
    {
        var note = ExAllocatePoolWithTag(POOL_TYPE.PagedPool, NoteBytes, OtherTag);
        if (note.IsNull)
        {
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        var status = base.Keep(extension, data, length);
        if (NT_SUCCESS(status))
        {
            ExFreePoolWithTag(note, OtherTag);
        }

        // Planted defect: otherwise the note is forgotten.
        return status;
    }
}
