using Verifier.Kernel;

namespace Verifier.Drivers.SpikeNic;

/// <summary>The adapter that looks at every answer but gives back only what it got last.</summary>
public sealed class SpikeNicLeaky : SpikeNicDriver
{
    /// <inheritdoc/>
    public override string Name => "spike-nic-leaky";

    /// <inheritdoc/>
    public override string Description => "An adapter that forgets a frame's memory when there is no NET_BUFFER_LIST for it.";

    /// <inheritdoc/>
    protected override Frame BuildFrame(NicExtension nic)
    {
        var memory = NdisAllocateMemoryWithTagPriority(nic.NdisHandle, FrameBytes, FrameTag, EX_POOL_PRIORITY.NormalPoolPriority);
        if (memory.IsNull)
        {
            goto NoMemory;
        }

        CopyFromAdapter(nic, memory);
        var mdl = NdisAllocateMdl(nic.NdisHandle, memory, FrameBytes);
        if (mdl.IsNull)
        {
            goto NoMdl;
        }

        var list = NdisAllocateNetBufferAndNetBufferList(nic.ListPool, 0, 0, mdl, 0, FrameBytes);
        if (list.IsNull)
        {
            // Planted defect: the wrong label; each such frame costs its memory, and the shortage feeds itself.
            NdisFreeMdl(mdl);
            goto NoMemory;
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
        NdisFreeMdl(mdl);
    NoMdl:
        NdisFreeMemoryWithTagPriority(nic.NdisHandle, memory, FrameTag);
    NoMemory:
        return default;
    }
}
