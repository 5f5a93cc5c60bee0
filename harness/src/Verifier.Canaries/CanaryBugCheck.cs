using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Canaries;

/// <summary>Copies to memory that it may not have.</summary>
public sealed class CanaryBugCheck : CanaryDriver
{
    /// <inheritdoc/>
    public override string Name => "canary-bugcheck";

    /// <inheritdoc/>
    public override string Description => "Copies to memory that it may not have.";

    /// <inheritdoc/>
    protected override NTSTATUS Keep(CanaryExtension extension, Pointer data, uint length)
    {
        // Planted defect: the copy is used although it may be null.
        var copy = ExAllocatePoolWithTag(POOL_TYPE.PagedPool, length, Tag);
        RtlCopyMemory(copy, data, length);
        Forget(extension);
        extension.Kept = copy;
        extension.Length = length;
        return STATUS_SUCCESS;
    }
}
