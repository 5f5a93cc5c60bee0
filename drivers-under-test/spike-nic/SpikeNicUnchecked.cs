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
        // Planted defect: a spike of other clients is enough for this to be NULL.
        var memory = NdisAllocateMemoryWithTagPriority(nic.NdisHandle, FrameBytes, FrameTag, EX_POOL_PRIORITY.NormalPoolPriority);
        CopyFromAdapter(nic, memory);
        var mdl = NdisAllocateMdl(nic.NdisHandle, memory, FrameBytes);
        if (mdl.IsNull)
        {
            goto NoMdl;
        }

        var list = NdisAllocateNetBufferAndNetBufferList(nic.ListPool, 0, 0, mdl, 0, FrameBytes);
        if (list.IsNull)
        {
            goto NoList;
        }

        var frame = new Frame(ExAllocatePoolWithTag(POOL_TYPE.NonPagedPoolNx, Frame.Bytes, DescriptorTag));
        if (frame.IsNull)
        {
            goto NoDescriptor;
        }

        frame.Memory = memory;
        frame.List = list;
        return frame;

    NoDescriptor:
        NdisFreeNetBufferList(list);
    NoList:
        NdisFreeMdl(mdl);
    NoMdl:
        NdisFreeMemoryWithTagPriority(nic.NdisHandle, memory, FrameTag);
        return default;
    }
}
