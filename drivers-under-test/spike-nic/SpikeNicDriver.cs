using Verifier.Drivers.InterruptDevice;
using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.SpikeNic;

/// <summary>
/// The receive path of a network adapter: every interrupt brings <see cref="FramesPerInterrupt"/> frames, for each of which
/// the DPC allocates a descriptor from the pool and memory, MDL and NET_BUFFER_LIST from NDIS, at DISPATCH_LEVEL; a read takes the oldest
/// frame. A network may lose frames: a driver without memory drops and counts them. What is left out is how a frame is built.
/// </summary>
public abstract class SpikeNicDriver : InterruptDriver
{
    /// <summary>CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS): ULONGs received and dropped.</summary>
    public const uint IOCTL_NIC_STATISTICS = 0x222000;

    /// <summary>Bytes of a frame.</summary>
    protected const uint FrameBytes = 1514;

    /// <summary>Tag of a frame's memory.</summary>
    protected static readonly PoolTag FrameTag = "NicF";

    /// <summary>Tag of a frame's descriptor.</summary>
    protected static readonly PoolTag DescriptorTag = "NicD";

    private const uint FramesPerInterrupt = 8;
    private const uint QueueLimit = 64;
    private const uint StatisticsBytes = 2 * sizeof(uint);

    private static readonly PoolTag HandleTag = "NicH";
    private static readonly PoolTag ListTag = "NicL";

    /// <inheritdoc/>
    protected override string DeviceName => @"\Device\SpikeNic";

    /// <inheritdoc/>
    protected override uint OwnBytes => NicExtension.Bytes;

    /// <summary>Makes a frame and fills it from the adapter; a NULL one when it cannot. IRQL: DISPATCH_LEVEL, lock held.</summary>
    protected abstract Frame BuildFrame(NicExtension nic);

    /// <summary>A frame has been read or is not wanted any more. IRQL: up to DISPATCH_LEVEL.</summary>
    protected virtual void ReleaseFrame(NicExtension nic, Frame frame) => FreeFrame(nic, frame);

    /// <summary>Allocates the reserve of a design; none here.</summary>
    protected virtual NTSTATUS AllocateReserve(NicExtension nic) => STATUS_SUCCESS;

    /// <inheritdoc/>
    protected override void InitializeExtension(InterruptExtension extension) => KeInitializeSpinLock(NicExtension.Of(extension).Lock);

    /// <inheritdoc/>
    protected override NTSTATUS AllocateResources(InterruptExtension extension)
    {
        var nic = NicExtension.Of(extension);
        nic.NdisHandle = NdisAllocateGenericObject(extension.Self.DriverObject, HandleTag, 0);
        if (nic.NdisHandle.IsNull)
        {
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        var parameters = new NetBufferListPoolParameters(Local(NetBufferListPoolParameters.Bytes));
        parameters.Initialize(allocateNetBuffer: true, contextSize: 0, ListTag);
        nic.ListPool = NdisAllocateNetBufferListPool(nic.NdisHandle, parameters);
        if (nic.ListPool.IsNull)
        {
            NdisFreeGenericObject(nic.NdisHandle);
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        var status = AllocateReserve(nic);
        if (!NT_SUCCESS(status))
        {
            FreeResources(extension);
        }

        return status;
    }

    /// <inheritdoc/>
    protected override void FreeResources(InterruptExtension extension)
    {
        var nic = NicExtension.Of(extension);
        FreeAll(nic, nic.Received);
        FreeAll(nic, nic.Reserve);
        NdisFreeNetBufferListPool(nic.ListPool);
        NdisFreeGenericObject(nic.NdisHandle);
    }

    /// <inheritdoc/>
    protected override void HandleInterrupts(InterruptExtension extension, uint interrupts)
    {
        var nic = NicExtension.Of(extension);
        KeAcquireSpinLockAtDpcLevel(nic.Lock);
        for (var i = 0U; i < interrupts * FramesPerInterrupt; i++)
        {
            var frame = nic.Received.Count < QueueLimit ? BuildFrame(nic) : default;
            if (frame.IsNull)
            {
                nic.FramesDropped++;
            }
            else
            {
                nic.Received.Append(frame);
                nic.FramesReceived++;
            }
        }

        KeReleaseSpinLockFromDpcLevel(nic.Lock);
    }

    /// <inheritdoc/>
    protected override NTSTATUS Read(InterruptExtension extension, Irp irp)
    {
        var nic = NicExtension.Of(extension);
        KeAcquireSpinLock(nic.Lock, out var oldIrql);
        var frame = nic.Received.Take();
        KeReleaseSpinLock(nic.Lock, oldIrql);
        if (frame.IsNull)
        {
            return CompleteRequest(irp, STATUS_SUCCESS, 0);
        }

        var length = Math.Min(IoGetCurrentIrpStackLocation(irp).ReadLength, frame.List.FirstNetBuffer.DataLength);
        RtlCopyMemory(irp.SystemBuffer, frame.Memory, length);
        ReleaseFrame(nic, frame);
        return CompleteRequest(irp, STATUS_SUCCESS, length);
    }

    /// <inheritdoc/>
    protected override NTSTATUS DeviceControl(InterruptExtension extension, Irp irp)
    {
        var stack = IoGetCurrentIrpStackLocation(irp);
        if (stack.IoControlCode != IOCTL_NIC_STATISTICS)
        {
            return CompleteRequest(irp, STATUS_INVALID_DEVICE_REQUEST, 0);
        }

        if (stack.OutputBufferLength < StatisticsBytes)
        {
            return CompleteRequest(irp, STATUS_BUFFER_TOO_SMALL, 0);
        }

        var nic = NicExtension.Of(extension);
        KeAcquireSpinLock(nic.Lock, out var oldIrql);
        var (received, dropped) = (nic.FramesReceived, nic.FramesDropped);
        KeReleaseSpinLock(nic.Lock, oldIrql);

        irp.SystemBuffer.Write(0, received);
        irp.SystemBuffer.Write(sizeof(uint), dropped);
        return CompleteRequest(irp, STATUS_SUCCESS, StatisticsBytes);
    }

    /// <summary>Copies the adapter's next frame into memory; here every byte of a frame is its number.</summary>
    protected void CopyFromAdapter(NicExtension nic, Pointer memory) => RtlFillMemory(memory, FrameBytes, (byte)(nic.FramesReceived + 1));

    /// <summary>Allocates a frame's four parts, or none of them. IRQL: up to DISPATCH_LEVEL.</summary>
    protected Frame AllocateFrame(NicExtension nic, EX_POOL_PRIORITY priority)
    {
        var memory = NdisAllocateMemoryWithTagPriority(nic.NdisHandle, FrameBytes, FrameTag, priority);
        if (memory.IsNull)
        {
            goto NoMemory;
        }

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

        var frame = new Frame(ExAllocatePoolWithTagPriority(POOL_TYPE.NonPagedPoolNx, Frame.Bytes, DescriptorTag, priority));
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
    NoMemory:
        return default;
    }

    /// <summary>Frees a frame's four parts. IRQL: up to DISPATCH_LEVEL.</summary>
    protected void FreeFrame(NicExtension nic, Frame frame)
    {
        var mdl = frame.List.FirstNetBuffer.MdlChain;
        NdisFreeNetBufferList(frame.List);
        NdisFreeMdl(mdl);
        NdisFreeMemoryWithTagPriority(nic.NdisHandle, frame.Memory, FrameTag);
        ExFreePoolWithTag(frame.Pointer, DescriptorTag);
    }

    private void FreeAll(NicExtension nic, FrameQueue frames)
    {
        for (var frame = frames.Take(); !frame.IsNull; frame = frames.Take())
        {
            FreeFrame(nic, frame);
        }
    }
}
