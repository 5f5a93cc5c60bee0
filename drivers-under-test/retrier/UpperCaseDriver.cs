using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.Retrier;

/// <summary>
/// A device that turns text into upper case in a work buffer of its own: IOCTL_UPPER_CASE, buffered. What the twins do when there is no
/// memory for the work buffer is their own.
/// </summary>
public abstract class UpperCaseDriver : DriverModel
{
    /// <summary>CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS).</summary>
    public const uint IOCTL_UPPER_CASE = 0x222000;

    /// <summary>Longest text, in bytes.</summary>
    protected const uint MaximumText = 4000;

    /// <summary>Ten milliseconds from now, in 100 ns.</summary>
    protected const long TenMilliseconds = -10 * 10_000;

    /// <summary>Tag of the work buffers.</summary>
    protected static readonly PoolTag WorkTag = "Work";

    private const string DeviceName = @"\Device\UpperCase";
    private const string LinkName = @"\DosDevices\UpperCase";

    /// <inheritdoc/>
    public override NTSTATUS DriverEntry(DriverObject driverObject, UnicodeString registryPath)
    {
        var status = IoCreateDevice(
            driverObject,
            RetrierExtension.Bytes,
            DeviceName,
            FILE_DEVICE.FILE_DEVICE_UNKNOWN,
            DEVICE_CHARACTERISTICS.FILE_DEVICE_SECURE_OPEN,
            exclusive: false,
            out var device);
        if (!NT_SUCCESS(status))
        {
            return status;
        }

        var extension = new RetrierExtension(device.DeviceExtension);
        status = Prepare(extension);
        if (!NT_SUCCESS(status))
        {
            IoDeleteDevice(device);
            return status;
        }

        status = IoCreateSymbolicLink(LinkName, DeviceName);
        if (!NT_SUCCESS(status))
        {
            Release(extension);
            IoDeleteDevice(device);
            return status;
        }

        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_CREATE, DispatchCreateClose);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_CLOSE, DispatchCreateClose);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_DEVICE_CONTROL, DispatchDeviceControl);
        driverObject.SetDriverUnload(Unload);
        return STATUS_SUCCESS;
    }

    /// <summary>Sets up what the driver keeps for bad times.</summary>
    protected virtual NTSTATUS Prepare(RetrierExtension extension) => STATUS_SUCCESS;

    /// <summary>Gives that back.</summary>
    protected virtual void Release(RetrierExtension extension)
    {
    }

    /// <summary>Gets a work buffer. IRQL: PASSIVE_LEVEL. Returns NULL when there is none to be had.</summary>
    protected abstract Pointer AcquireWorkBuffer(RetrierExtension extension, uint length);

    /// <summary>Gives a work buffer back. IRQL: PASSIVE_LEVEL.</summary>
    protected virtual void ReleaseWorkBuffer(RetrierExtension extension, Pointer buffer) => ExFreePoolWithTag(buffer, WorkTag);

    private NTSTATUS DispatchCreateClose(DeviceObject device, Irp irp) => CompleteRequest(irp, STATUS_SUCCESS, 0);

    private NTSTATUS DispatchDeviceControl(DeviceObject device, Irp irp)
    {
        var stack = IoGetCurrentIrpStackLocation(irp);
        if (stack.IoControlCode != IOCTL_UPPER_CASE)
        {
            return CompleteRequest(irp, STATUS_INVALID_DEVICE_REQUEST, 0);
        }

        var length = stack.InputBufferLength;
        if (length is 0 or > MaximumText)
        {
            return CompleteRequest(irp, STATUS_INVALID_PARAMETER, 0);
        }

        if (stack.OutputBufferLength < length)
        {
            return CompleteRequest(irp, STATUS_BUFFER_TOO_SMALL, 0);
        }

        var extension = new RetrierExtension(device.DeviceExtension);
        var work = AcquireWorkBuffer(extension, length);
        if (work.IsNull)
        {
            return CompleteRequest(irp, STATUS_INSUFFICIENT_RESOURCES, 0);
        }

        for (var i = 0; i < length; i++)
        {
            var character = irp.SystemBuffer.Read<byte>(i);
            work.Write(i, character is >= (byte)'a' and <= (byte)'z' ? (byte)(character - 0x20) : character);
        }

        RtlCopyMemory(irp.SystemBuffer, work, length);
        ReleaseWorkBuffer(extension, work);
        return CompleteRequest(irp, STATUS_SUCCESS, length);
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
        IoDeleteSymbolicLink(LinkName);
        Release(new RetrierExtension(device.DeviceExtension));
        IoDeleteDevice(device);
    }
}
