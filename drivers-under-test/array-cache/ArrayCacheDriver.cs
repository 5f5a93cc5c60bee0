using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.ArrayCache;

/// <summary>
/// The common part of the designs: a legacy device that keeps one array of bytes. IOCTL_ARRAY_UPDATE replaces the array by the input,
/// IOCTL_ARRAY_READ gives it back; both are buffered. Where the array lives is each design's own decision.
/// </summary>
public abstract class ArrayCacheDriver : DriverModel
{
    /// <summary>CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS).</summary>
    public const uint IOCTL_ARRAY_UPDATE = 0x222000;

    /// <summary>CTL_CODE(FILE_DEVICE_UNKNOWN, 0x801, METHOD_BUFFERED, FILE_ANY_ACCESS).</summary>
    public const uint IOCTL_ARRAY_READ = 0x222004;

    /// <summary>Tag of the array.</summary>
    protected static readonly PoolTag ArrayTag = "Arry";

    private const string DeviceName = @"\Device\ArrayCache";
    private const string LinkName = @"\DosDevices\ArrayCache";

    /// <summary>Bytes that the design needs in the device extension.</summary>
    protected virtual uint OwnBytes => 0;

    /// <inheritdoc/>
    public override NTSTATUS DriverEntry(DriverObject driverObject, UnicodeString registryPath)
    {
        var status = IoCreateDevice(
            driverObject,
            CacheExtension.Bytes + OwnBytes,
            DeviceName,
            FILE_DEVICE.FILE_DEVICE_UNKNOWN,
            DEVICE_CHARACTERISTICS.FILE_DEVICE_SECURE_OPEN,
            exclusive: false,
            out var device);
        if (!NT_SUCCESS(status))
        {
            return status;
        }

        var cache = new CacheExtension(device.DeviceExtension);
        ExInitializeFastMutex(cache.Lock);
        InitializeArray(cache);

        status = IoCreateSymbolicLink(LinkName, DeviceName);
        if (!NT_SUCCESS(status))
        {
            // Unload is not called when DriverEntry fails.
            DeleteArray(cache);
            IoDeleteDevice(device);
            return status;
        }

        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_CREATE, DispatchCreateClose);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_CLOSE, DispatchCreateClose);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_DEVICE_CONTROL, DispatchDeviceControl);
        driverObject.SetDriverUnload(Unload);
        return STATUS_SUCCESS;
    }

    /// <summary>Sets up what the design needs; nothing that can fail.</summary>
    protected virtual void InitializeArray(CacheExtension cache)
    {
    }

    /// <summary>Replaces the array by <paramref name="length"/> bytes of <paramref name="data"/>. IRQL: PASSIVE_LEVEL.</summary>
    protected abstract NTSTATUS UpdateArray(CacheExtension cache, Pointer data, uint length);

    /// <summary>Gives back what the design holds; the device is not used any more.</summary>
    protected abstract void DeleteArray(CacheExtension cache);

    private NTSTATUS DispatchCreateClose(DeviceObject device, Irp irp) => CompleteRequest(irp, STATUS_SUCCESS, 0);

    private NTSTATUS DispatchDeviceControl(DeviceObject device, Irp irp)
    {
        var stack = IoGetCurrentIrpStackLocation(irp);
        var cache = new CacheExtension(device.DeviceExtension);
        switch (stack.IoControlCode)
        {
            case IOCTL_ARRAY_UPDATE when stack.InputBufferLength == 0:
                return CompleteRequest(irp, STATUS_INVALID_PARAMETER, 0);

            case IOCTL_ARRAY_UPDATE:
                return CompleteRequest(irp, UpdateArray(cache, irp.SystemBuffer, stack.InputBufferLength), 0);

            case IOCTL_ARRAY_READ:
                var status = ReadArray(cache, irp.SystemBuffer, stack.OutputBufferLength, out var copied);
                return CompleteRequest(irp, status, copied);

            default:
                return CompleteRequest(irp, STATUS_INVALID_DEVICE_REQUEST, 0);
        }
    }

    private NTSTATUS ReadArray(CacheExtension cache, Pointer output, uint outputLength, out uint copied)
    {
        copied = 0;
        var status = STATUS_BUFFER_TOO_SMALL;
        ExAcquireFastMutex(cache.Lock);
        if (cache.Length <= outputLength)
        {
            RtlCopyMemory(output, cache.Array, cache.Length);
            copied = cache.Length;
            status = STATUS_SUCCESS;
        }

        ExReleaseFastMutex(cache.Lock);
        return status;
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
        DeleteArray(new CacheExtension(device.DeviceExtension));
        IoDeleteDevice(device);
    }
}
