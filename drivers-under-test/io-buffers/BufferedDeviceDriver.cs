using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.IoBuffers;

/// <summary>
/// A legacy driver of a bus master: DriverEntry takes the buffers that it needs for as long as it is loaded, a write queues a packet of
/// 5 KB, a flush sends and drops what is queued. The twins differ in what they do when a buffer is not to be had, and in how they
/// allocate a packet.
/// </summary>
public abstract class BufferedDeviceDriver : DriverModel
{
    /// <summary>Bytes of the command ring.</summary>
    protected const uint RingBytes = 8 * 1024;

    /// <summary>Bytes of the frame store.</summary>
    protected const uint FrameBytes = 64 * 1024;

    /// <summary>Bytes of the descriptors.</summary>
    protected const uint DescriptorBytes = 4 * 1024;

    /// <summary>Bytes of the statistics.</summary>
    protected const uint StatisticsBytes = 512;

    /// <summary>Tag of the statistics.</summary>
    protected static readonly PoolTag StatisticsTag = "IoSt";

    /// <summary>Tag of the packets.</summary>
    protected static readonly PoolTag PacketTag = "IoPk";

    private const uint PCIBus = 5;
    private const ulong LastByteBelow16MB = 0xFFFFFF;
    private const string DeviceName = @"\Device\IoBuffers";
    private const string LinkName = @"\DosDevices\IoBuffers";

    /// <inheritdoc/>
    public override NTSTATUS DriverEntry(DriverObject driverObject, UnicodeString registryPath)
    {
        var status = IoCreateDevice(
            driverObject,
            BuffersExtension.Bytes,
            DeviceName,
            FILE_DEVICE.FILE_DEVICE_UNKNOWN,
            DEVICE_CHARACTERISTICS.FILE_DEVICE_SECURE_OPEN,
            exclusive: false,
            out var device);
        if (!NT_SUCCESS(status))
        {
            return status;
        }

        device.Flags |= DEVICE_FLAGS.DO_BUFFERED_IO;
        var buffers = new BuffersExtension(device.DeviceExtension);
        KeInitializeSpinLock(buffers.Lock);
        InitializeListHead(buffers.Packets);

        status = AcquireBuffers(buffers);
        if (!NT_SUCCESS(status))
        {
            IoDeleteDevice(device);
            return status;
        }

        status = IoCreateSymbolicLink(LinkName, DeviceName);
        if (!NT_SUCCESS(status))
        {
            ReleaseBuffers(buffers);
            IoDeleteDevice(device);
            return status;
        }

        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_CREATE, DispatchCreateClose);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_CLOSE, DispatchCreateClose);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_WRITE, DispatchWrite);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_FLUSH_BUFFERS, DispatchFlush);
        driverObject.SetDriverUnload(Unload);
        return STATUS_SUCCESS;
    }

    /// <summary>Takes all long-term buffers, or none and says why.</summary>
    protected abstract NTSTATUS AcquireBuffers(BuffersExtension buffers);

    /// <summary>Allocates a packet, or returns NULL. IRQL: up to DISPATCH_LEVEL.</summary>
    protected abstract Packet AllocatePacket();

    /// <summary>Frees a packet of <see cref="AllocatePacket"/>. IRQL: up to DISPATCH_LEVEL.</summary>
    protected abstract void FreePacket(Packet packet);

    /// <summary>Copies data into a packet. IRQL: up to DISPATCH_LEVEL.</summary>
    protected abstract void FillPacket(Packet packet, Pointer data, uint length);

    /// <summary>Takes the buffers one after the other; those it got stay in the extension when one is not to be had.</summary>
    protected NTSTATUS AllocateBuffers(BuffersExtension buffers)
    {
        buffers.Ring = MmAllocateNonCachedMemory(RingBytes);
        if (buffers.Ring.IsNull)
        {
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        buffers.Frames = MmAllocateContiguousMemorySpecifyCache(FrameBytes, 0, LastByteBelow16MB, 0, MEMORY_CACHING_TYPE.MmCached);
        if (buffers.Frames.IsNull)
        {
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        buffers.Adapter = GetAdapter();
        if (buffers.Adapter.IsNull)
        {
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        buffers.Descriptors = AllocateCommonBuffer(buffers.Adapter, DescriptorBytes, out var logical, cacheEnabled: true);
        buffers.DescriptorsLogical = logical;
        if (buffers.Descriptors.IsNull)
        {
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        buffers.Statistics = ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, StatisticsBytes, StatisticsTag);
        return buffers.Statistics.IsNull ? STATUS_INSUFFICIENT_RESOURCES : STATUS_SUCCESS;
    }

    /// <summary>Gives back whichever buffers there are, in the reverse order. IRQL: PASSIVE_LEVEL.</summary>
    protected void ReleaseBuffers(BuffersExtension buffers)
    {
        if (!buffers.Statistics.IsNull)
        {
            ExFreePoolWithTag(buffers.Statistics, StatisticsTag);
        }

        if (!buffers.Descriptors.IsNull)
        {
            FreeCommonBuffer(buffers.Adapter, DescriptorBytes, buffers.DescriptorsLogical, buffers.Descriptors, cacheEnabled: true);
        }

        if (!buffers.Adapter.IsNull)
        {
            PutDmaAdapter(buffers.Adapter);
        }

        if (!buffers.Frames.IsNull)
        {
            MmFreeContiguousMemorySpecifyCache(buffers.Frames, FrameBytes, MEMORY_CACHING_TYPE.MmCached);
        }

        if (!buffers.Ring.IsNull)
        {
            MmFreeNonCachedMemory(buffers.Ring, RingBytes);
        }
    }

    private DmaAdapter GetAdapter()
    {
        var description = new DeviceDescription(Local(DeviceDescription.Bytes));
        RtlZeroMemory(description.Pointer, DeviceDescription.Bytes);
        description.Master = true;
        description.ScatterGather = true;
        description.Dma32BitAddresses = true;
        description.InterfaceType = PCIBus;
        description.MaximumLength = DescriptorBytes;

        // A legacy driver has no physical device object to name.
        return IoGetDmaAdapter(default, description, out _);
    }

    private NTSTATUS DispatchCreateClose(DeviceObject device, Irp irp) => CompleteRequest(irp, STATUS_SUCCESS, 0);

    private NTSTATUS DispatchWrite(DeviceObject device, Irp irp)
    {
        var length = IoGetCurrentIrpStackLocation(irp).WriteLength;
        if (length > Packet.DataBytes)
        {
            return CompleteRequest(irp, STATUS_INVALID_BUFFER_SIZE, 0);
        }

        var packet = AllocatePacket();
        if (packet.Pointer.IsNull)
        {
            return CompleteRequest(irp, STATUS_INSUFFICIENT_RESOURCES, 0);
        }

        FillPacket(packet, irp.SystemBuffer, length);

        var buffers = new BuffersExtension(device.DeviceExtension);
        KeAcquireSpinLock(buffers.Lock, out var oldIrql);
        InsertTailList(buffers.Packets, packet.Pointer);
        buffers.Count++;
        KeReleaseSpinLock(buffers.Lock, oldIrql);
        return CompleteRequest(irp, STATUS_SUCCESS, length);
    }

    private NTSTATUS DispatchFlush(DeviceObject device, Irp irp)
    {
        DropPackets(new BuffersExtension(device.DeviceExtension));
        return CompleteRequest(irp, STATUS_SUCCESS, 0);
    }

    private void DropPackets(BuffersExtension buffers)
    {
        KeAcquireSpinLock(buffers.Lock, out var oldIrql);
        while (!IsListEmpty(buffers.Packets))
        {
            FreePacket(new Packet(RemoveHeadList(buffers.Packets)));
        }

        buffers.Count = 0;
        KeReleaseSpinLock(buffers.Lock, oldIrql);
    }

    private NTSTATUS CompleteRequest(Irp irp, NTSTATUS status, ulong information)
    {
        irp.Status = status;
        irp.Information = information;
        IoCompleteRequest(irp, IO_LIMITS.IO_NO_INCREMENT);
        return status;
    }

    private void Unload(DriverObject driverObject)
    {
        var device = driverObject.DeviceObject;
        var buffers = new BuffersExtension(device.DeviceExtension);
        IoDeleteSymbolicLink(LinkName);
        DropPackets(buffers);
        ReleaseBuffers(buffers);
        IoDeleteDevice(device);
    }
}
