using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.IoBuffers;

/// <summary>Undoes its partial work when a buffer is not to be had, and allocates each packet in one piece.</summary>
public sealed class IoBuffersFixed : BufferedDeviceDriver
{
    /// <inheritdoc/>
    public override string Name => "io-buffers-fixed";

    /// <inheritdoc/>
    public override string Description => "Releases its earlier buffers when a later one fails in DriverEntry; one allocation a packet.";

    /// <inheritdoc/>
    protected override NTSTATUS AcquireBuffers(BuffersExtension buffers)
    {
        var status = AllocateBuffers(buffers);
        if (!NT_SUCCESS(status))
        {
            ReleaseBuffers(buffers);
        }

        return status;
    }

    /// <inheritdoc/>
    protected override Packet AllocatePacket() => new(ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, Packet.TotalBytes, PacketTag));

    /// <inheritdoc/>
    protected override void FreePacket(Packet packet) => ExFreePoolWithTag(packet.Pointer, PacketTag);

    /// <inheritdoc/>
    protected override void FillPacket(Packet packet, Pointer data, uint length) => RtlCopyMemory(packet.Data, data, length);
}
