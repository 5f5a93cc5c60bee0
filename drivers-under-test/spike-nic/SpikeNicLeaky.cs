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
        var frame = new Frame(ExAllocatePoolWithTag(POOL_TYPE.NonPagedPoolNx, Frame.Bytes, DescriptorTag));
        if (frame.IsNull)
        {
            return default;
        }

        frame.Memory = NdisAllocateMemoryWithTagPriority(nic.NdisHandle, FrameBytes, FrameTag, EX_POOL_PRIORITY.NormalPoolPriority);
        if (frame.Memory.IsNull)
        {
            goto NoMemory;
        }

        CopyFromAdapter(nic, frame.Memory);
        var mdl = NdisAllocateMdl(nic.NdisHandle, frame.Memory, FrameBytes);
        if (mdl.IsNull)
        {
            goto NoMdl;
        }

        frame.List = NdisAllocateNetBufferAndNetBufferList(nic.ListPool, 0, 0, mdl, 0, FrameBytes);
        if (frame.List.IsNull)
        {
            // Planted defect: the wrong label; each such frame costs its memory, and the shortage feeds itself.
            NdisFreeMdl(mdl);
            goto NoMemory;
        }

        return frame;

    NoMdl:
        NdisFreeMemoryWithTagPriority(nic.NdisHandle, frame.Memory, FrameTag);
    NoMemory:
        ExFreePoolWithTag(frame.Pointer, DescriptorTag);
        return default;
    }
}
