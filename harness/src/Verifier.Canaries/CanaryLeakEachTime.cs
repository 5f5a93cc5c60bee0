using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Canaries;

/// <summary>Keeps a block at each failure until it is unloaded.</summary>
public sealed class CanaryLeakEachTime : CanaryDriver
{
    private const uint NoteBytes = 0x20;

    /// <inheritdoc/>
    public override string Name => "canary-leak-each-time";

    /// <inheritdoc/>
    public override string Description => "Keeps a block at each failure until it is unloaded.";

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
        else
        {
            // Planted defect: no note is taken from there before Unload.
            InsertTailList(extension.Attic, note);
        }

        return status;
    }
}
