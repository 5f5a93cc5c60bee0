using Verifier.Canaries;
using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Tests.Engine.Verdicts.Contract;

/// <summary>Remembers the note of its last failure only, and gives that one back.</summary>
internal sealed class LastNoteCanary : CanaryDriver
{
    public override string Name => "last-note-canary";

    protected override NTSTATUS WithoutCopy(CanaryExtension extension)
    {
        var note = ExAllocatePoolWithTag(POOL_TYPE.PagedPool, 0x20, OtherTag);
        if (!note.IsNull)
        {
            InitializeListHead(extension.Attic);
            InsertTailList(extension.Attic, note);
        }

        return STATUS_INSUFFICIENT_RESOURCES;
    }
}
