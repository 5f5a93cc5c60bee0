using Verifier.Kernel;

namespace Verifier.Drivers.SpikeNic;

/// <summary>The adapter that copies a frame before it looks whether there is memory to copy it to.</summary>
public sealed class SpikeNicUnchecked : SpikeNicDriver
{
    /// <inheritdoc/>
    public override string Name => "spike-nic-unchecked";

    /// <inheritdoc/>
    public override string Description => "An adapter that allocates every frame in its DPC and does not look at the answer.";

    /// <inheritdoc/>
    protected override Frame BuildFrame(NicExtension nic)
    {
        var frame = new Frame(ExAllocatePoolWithTag(POOL_TYPE.NonPagedPoolNx, Frame.Bytes, DescriptorTag));
        if (frame.IsNull)
        {
            return default;
        }

        // Planted defect: a spike of other clients is enough for this to be NULL.
        frame.Memory = NdisAllocateMemoryWithTagPriority(nic.NdisHandle, FrameBytes, FrameTag, EX_POOL_PRIORITY.NormalPoolPriority);
        CopyFromAdapter(nic, frame.Memory);

        var mdl = NdisAllocateMdl(nic.NdisHandle, frame.Memory, FrameBytes);
        if (mdl.IsNull)
        {
            goto NoMdl;
        }

        frame.List = NdisAllocateNetBufferAndNetBufferList(nic.ListPool, 0, 0, mdl, 0, FrameBytes);
        if (frame.List.IsNull)
        {
            goto NoList;
        }

        return frame;

    NoList:
        NdisFreeMdl(mdl);
    NoMdl:
        NdisFreeMemoryWithTagPriority(nic.NdisHandle, frame.Memory, FrameTag);
        ExFreePoolWithTag(frame.Pointer, DescriptorTag);
        return default;
    }
}
