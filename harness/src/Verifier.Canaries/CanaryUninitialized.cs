using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Canaries;

/// <summary>Gives its caller what stood in the memory of a copy before.</summary>
public sealed class CanaryUninitialized : CanaryDriver
{
    private const uint Granularity = 16;

    /// <inheritdoc/>
    public override string Name => "canary-uninitialized";

    /// <inheritdoc/>
    public override string Description => "Gives its caller what stood in the memory of a copy before.";

    /// <inheritdoc/>
    protected override NTSTATUS Keep(CanaryExtension extension, Pointer data, uint length)
    {
        var room = (length + Granularity - 1) & ~(Granularity - 1);
        var copy = ExAllocatePoolWithTag(POOL_TYPE.PagedPool, room, Tag);
        if (copy.IsNull)
        {
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        // Planted defect: what is behind the data is not zeroed, and is given back with it.
        RtlCopyMemory(copy, data, length);
        Forget(extension);
        extension.Kept = copy;
        extension.Length = room;
        return STATUS_SUCCESS;
    }
}
