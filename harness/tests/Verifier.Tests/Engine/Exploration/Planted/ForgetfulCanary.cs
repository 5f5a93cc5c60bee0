using Verifier.Canaries;
using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Tests.Engine.Exploration;

/// <summary>Forgets a note when there is no room for a copy, and copes with everything else.</summary>
internal sealed class ForgetfulCanary : CanaryDriver
{
    public override string Name => "forgetful-canary";

    protected override NTSTATUS Keep(CanaryExtension extension, Pointer data, uint length)
    {
        var note = ExAllocatePoolWithTag(POOL_TYPE.PagedPool, 0x20, OtherTag);
        if (note.IsNull)
        {
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        var status = base.Keep(extension, data, length);
        if (NT_SUCCESS(status))
        {
            ExFreePoolWithTag(note, OtherTag);
        }

        return status;
    }
}
