using Verifier.Canaries;
using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Tests.Engine.Exploration;

/// <summary>Takes three blocks at one place for each write; when one is not to be had it gives back those that it has, or forgets one.</summary>
/// <param name="forgets">Does it forget one?</param>
internal sealed class CanaryWithLoop(bool forgets) : CanaryDriver
{
    private const uint Blocks = 3;

    public override string Name => "canary-with-loop";

    protected override NTSTATUS Keep(CanaryExtension extension, Pointer data, uint length)
    {
        var blocks = new Pointer[Blocks];
        for (var i = 0; i < Blocks; i++)
        {
            blocks[i] = ExAllocatePoolWithTag(POOL_TYPE.PagedPool, 0x20, OtherTag);
            if (blocks[i].IsNull)
            {
                Free(blocks.AsSpan(forgets && i == Blocks - 1 ? 1 : 0, i - (forgets && i == Blocks - 1 ? 1 : 0)));
                return STATUS_INSUFFICIENT_RESOURCES;
            }
        }

        var status = base.Keep(extension, data, length);
        Free(blocks);
        return status;
    }

    private void Free(ReadOnlySpan<Pointer> blocks)
    {
        foreach (var block in blocks)
        {
            ExFreePoolWithTag(block, OtherTag);
        }
    }
}
