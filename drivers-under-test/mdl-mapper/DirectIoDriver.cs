using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.MdlMapper;

/// <summary>
/// A direct I/O device whose processor has to look at the data: a write is summed up, a read is filled with the position of each byte,
/// IOCTL_TOTALS returns check sum and length. The MDL of each transfer must be mapped first; the twins differ in how.
/// </summary>
public abstract class DirectIoDriver : DriverModel
{
    /// <summary>CTL_CODE(FILE_DEVICE_UNKNOWN, 0x801, METHOD_BUFFERED, FILE_ANY_ACCESS).</summary>
    public const uint IOCTL_TOTALS = 0x222004;

    private const uint TotalsBytes = 16;
    private const string DeviceName = @"\Device\MdlMapper";
    private const string LinkName = @"\DosDevices\MdlMapper";

    /// <inheritdoc/>
    public override NTSTATUS DriverEntry(DriverObject driverObject, UnicodeString registryPath)
    {
        var status = IoCreateDevice(
            driverObject,
            MapperExtension.Bytes,
            DeviceName,
            FILE_DEVICE.FILE_DEVICE_UNKNOWN,
            DEVICE_CHARACTERISTICS.FILE_DEVICE_SECURE_OPEN,
            exclusive: false,
            out var device);
        if (!NT_SUCCESS(status))
        {
            return status;
        }

        device.Flags |= DEVICE_FLAGS.DO_DIRECT_IO;
        KeInitializeSpinLock(new MapperExtension(device.DeviceExtension).Lock);

        status = IoCreateSymbolicLink(LinkName, DeviceName);
        if (!NT_SUCCESS(status))
        {
            IoDeleteDevice(device);
            return status;
        }

        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_CREATE, DispatchCreateClose);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_CLOSE, DispatchCreateClose);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_READ, DispatchRead);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_WRITE, DispatchWrite);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_DEVICE_CONTROL, DispatchDeviceControl);
        driverObject.SetDriverUnload(Unload);
        return STATUS_SUCCESS;
    }

    /// <summary>Makes the transfer's buffer addressable. IRQL: up to DISPATCH_LEVEL.</summary>
    protected abstract NTSTATUS MapBuffer(Irp irp, out Pointer buffer);

    private NTSTATUS DispatchCreateClose(DeviceObject device, Irp irp) => CompleteRequest(irp, STATUS_SUCCESS, 0);

    private NTSTATUS DispatchRead(DeviceObject device, Irp irp)
    {
        var length = IoGetCurrentIrpStackLocation(irp).ReadLength;
        if (length == 0)
        {
            // No bytes, no MDL.
            return CompleteRequest(irp, STATUS_SUCCESS, 0);
        }

        var status = MapBuffer(irp, out var buffer);
        if (!NT_SUCCESS(status))
        {
            return CompleteRequest(irp, status, 0);
        }

        for (var i = 0; i < length; i++)
        {
            buffer.Write(i, (byte)i);
        }

        return CompleteRequest(irp, STATUS_SUCCESS, length);
    }

    private NTSTATUS DispatchWrite(DeviceObject device, Irp irp)
    {
        var length = IoGetCurrentIrpStackLocation(irp).WriteLength;
        if (length == 0)
        {
            return CompleteRequest(irp, STATUS_SUCCESS, 0);
        }

        var status = MapBuffer(irp, out var buffer);
        if (!NT_SUCCESS(status))
        {
            return CompleteRequest(irp, status, 0);
        }

        var sum = 0UL;
        for (var i = 0; i < length; i++)
        {
            sum += buffer.Read<byte>(i);
        }

        AddToTotals(new MapperExtension(device.DeviceExtension), sum, length);
        return CompleteRequest(irp, STATUS_SUCCESS, length);
    }

    private void AddToTotals(MapperExtension mapper, ulong sum, uint length)
    {
        KeAcquireSpinLock(mapper.Lock, out var oldIrql);
        mapper.CheckSum += sum;
        mapper.Written += length;
        KeReleaseSpinLock(mapper.Lock, oldIrql);
    }

    private NTSTATUS DispatchDeviceControl(DeviceObject device, Irp irp)
    {
        var stack = IoGetCurrentIrpStackLocation(irp);
        if (stack.IoControlCode != IOCTL_TOTALS)
        {
            return CompleteRequest(irp, STATUS_INVALID_DEVICE_REQUEST, 0);
        }

        if (stack.OutputBufferLength < TotalsBytes)
        {
            return CompleteRequest(irp, STATUS_BUFFER_TOO_SMALL, 0);
        }

        var mapper = new MapperExtension(device.DeviceExtension);
        KeAcquireSpinLock(mapper.Lock, out var oldIrql);
        irp.SystemBuffer.Write(0, mapper.CheckSum);
        irp.SystemBuffer.Write(8, mapper.Written);
        KeReleaseSpinLock(mapper.Lock, oldIrql);
        return CompleteRequest(irp, STATUS_SUCCESS, TotalsBytes);
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
        IoDeleteSymbolicLink(LinkName);
        IoDeleteDevice(driverObject.DeviceObject);
    }
}
