using Verifier.Canaries;
using Verifier.Drivers.InterruptDevice;
using Verifier.Drivers.SpikeNic;
using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Tests.Engine.Exploration;

/// <summary>An adapter that drops frames for which there is no memory, as it may; what it does after so many of them is its own.</summary>
/// <param name="mostDropped">After so many it refuses every read.</param>
internal sealed class DroppingNic(uint mostDropped) : SpikeNicDriver
{
    public override string Name => "dropping-nic";

    protected override Frame BuildFrame(NicExtension nic)
    {
        var frame = AllocateFrame(nic, EX_POOL_PRIORITY.NormalPoolPriority);
        if (!frame.IsNull)
        {
            CopyFromAdapter(nic, frame.Memory);
        }

        return frame;
    }

    protected override NTSTATUS Read(InterruptExtension extension, Irp irp) => NicExtension.Of(extension).FramesDropped >= mostDropped
        ? CompleteRequest(irp, STATUS_DEVICE_NOT_READY, 0)
        : base.Read(extension, irp);
}

/// <summary>A device that gives a status of its own when it has no memory for a write.</summary>
internal sealed class CanaryWith(NTSTATUS status) : CanaryDriver
{
    public override string Name => "canary-with";

    protected override NTSTATUS WithoutCopy(CanaryExtension extension) => status;
}

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
