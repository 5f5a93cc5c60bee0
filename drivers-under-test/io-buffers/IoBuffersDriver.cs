using Verifier.Kernel;

namespace Verifier.Drivers.IoBuffers;

/// <summary>Forgets the buffers it already has when the next one is not to be had, and cuts every packet in two.</summary>
public sealed class IoBuffersDriver : BufferedDeviceDriver
{
    private const uint FirstPieceBytes = 4 * 1024;
    private const uint SecondPieceBytes = Packet.TotalBytes - FirstPieceBytes;
    private const uint FirstDataBytes = FirstPieceBytes - Packet.HeaderBytes;

    /// <inheritdoc/>
    public override string Name => "io-buffers";

    /// <inheritdoc/>
    public override string Description => "Leaks its earlier buffers when a later one fails in DriverEntry; splits 5 KB packets in two.";

    /// <inheritdoc/>
    // Planted defect: DriverEntry fails, Unload is not called then, and the earlier buffers are never released.
    protected override NTSTATUS AcquireBuffers(BuffersExtension buffers) => AllocateBuffers(buffers);

    /// <inheritdoc/>
    protected override Packet AllocatePacket()
    {
        // Planted defect: 4 KB + 1 KB saved most of a page before Vista; since then it is one more call that can fail, for nothing.
        var packet = new Packet(ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, FirstPieceBytes, PacketTag));
        if (packet.Pointer.IsNull)
        {
            return packet;
        }

        packet.Rest = ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, SecondPieceBytes, PacketTag);
        if (packet.Rest.IsNull)
        {
            ExFreePoolWithTag(packet.Pointer, PacketTag);
            return new Packet(Pointer.Null);
        }

        return packet;
    }

    /// <inheritdoc/>
    protected override void FreePacket(Packet packet)
    {
        ExFreePoolWithTag(packet.Rest, PacketTag);
        ExFreePoolWithTag(packet.Pointer, PacketTag);
    }

    /// <inheritdoc/>
    protected override void FillPacket(Packet packet, Pointer data, uint length)
    {
        var first = Math.Min(length, FirstDataBytes);
        RtlCopyMemory(packet.Data, data, first);
        if (length > first)
        {
            RtlCopyMemory(packet.Rest, data + first, length - first);
        }
    }
}
