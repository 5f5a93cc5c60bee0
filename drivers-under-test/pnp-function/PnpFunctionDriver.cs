using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.PnpFunction;

/// <summary>
/// A function driver for a polled sampling device. A timer DPC takes a sample every 10 ms and completes one waiting read with it; reads
/// wait in a cancel-safe queue; every eighth sample a work item asks the bus driver for the device's state. AddDevice makes a string,
/// START a buffer with MDL, a work item and an IRP. What is left out is where those are allocated and given back on failure.
/// </summary>
public abstract partial class PnpFunctionDriver : DriverModel
{
    /// <summary>CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS): the serial number.</summary>
    public const uint IOCTL_GET_SERIAL = 0x222000;

    /// <summary>CTL_CODE(FILE_DEVICE_UNKNOWN, 0x801, METHOD_BUFFERED, FILE_ANY_ACCESS): ULONGs smallest and largest sample.</summary>
    public const uint IOCTL_GET_RANGE = 0x222004;

    /// <summary>Name of the device object.</summary>
    protected const string DeviceName = @"\Device\PnpFunction";

    /// <summary>The device's answer to a query of its serial number.</summary>
    protected const string SerialNumber = "SN-0042";

    /// <summary>Bytes of the sample buffer: a ring of ULONGs.</summary>
    protected const uint BufferBytes = 0x200;

    /// <summary>Tag of the sample buffer.</summary>
    protected static readonly PoolTag BufferTag = "PfnB";

    /// <summary>Tag of the copy that a range is computed from.</summary>
    protected static readonly PoolTag CopyTag = "PfnC";

    private static readonly PoolTag RemoveLockTag = "PfnL";

    /// <inheritdoc/>
    public override NTSTATUS DriverEntry(DriverObject driverObject, UnicodeString registryPath)
    {
        driverObject.SetAddDevice(AddDevice);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_CREATE, DispatchCreateClose);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_CLOSE, DispatchCreateClose);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_CLEANUP, DispatchCleanup);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_READ, DispatchRead);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_DEVICE_CONTROL, DispatchDeviceControl);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_PNP, DispatchPnp);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_POWER, DispatchPower);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_SYSTEM_CONTROL, DispatchSystemControl);
        driverObject.SetDriverUnload(Unload);
        return STATUS_SUCCESS;
    }

    /// <summary>The AddDevice routine.</summary>
    protected abstract NTSTATUS AddDevice(DriverObject driverObject, DeviceObject physicalDevice);

    /// <summary>START_DEVICE, after the drivers below: allocates what the device works with and begins to sample.</summary>
    protected abstract NTSTATUS StartDevice(PnpExtension extension);

    /// <summary>Copies the sample buffer to memory of its own and finds the smallest and the largest sample.</summary>
    protected abstract NTSTATUS GetRange(PnpExtension extension, out uint smallest, out uint largest);

    /// <summary>Creates and initialises the device object; nothing else that can fail.</summary>
    protected NTSTATUS CreateDevice(DriverObject driverObject, out DeviceObject device)
    {
        var status = IoCreateDevice(
            driverObject,
            PnpExtension.Bytes,
            DeviceName,
            FILE_DEVICE.FILE_DEVICE_UNKNOWN,
            DEVICE_CHARACTERISTICS.FILE_DEVICE_SECURE_OPEN,
            exclusive: false,
            out device);
        if (!NT_SUCCESS(status))
        {
            return status;
        }

        var extension = new PnpExtension(device.DeviceExtension) { Self = device };
        IoInitializeRemoveLock(extension.RemoveLock, RemoveLockTag, 0, 0);
        InitializeQueue(extension);
        KeInitializeTimer(extension.Timer);
        KeInitializeDpc(extension.TimerDpc, TimerDpc, extension.Pointer);
        KeInitializeEvent(extension.WorkIdle, EVENT_TYPE.NotificationEvent, true);
        return STATUS_SUCCESS;
    }

    /// <summary>The end of AddDevice: the stack is complete.</summary>
    protected static void FinishDevice(PnpExtension extension)
    {
        var device = extension.Self;
        device.Flags |= DEVICE_FLAGS.DO_BUFFERED_IO | (extension.Lower.Flags & DEVICE_FLAGS.DO_POWER_PAGABLE);
        device.Flags &= ~DEVICE_FLAGS.DO_DEVICE_INITIALIZING;
    }

    /// <summary>Smallest and largest of the samples in a buffer.</summary>
    protected static void FindRange(Pointer samples, out uint smallest, out uint largest)
    {
        (smallest, largest) = (uint.MaxValue, 0);
        for (var offset = 0U; offset < BufferBytes; offset += sizeof(uint))
        {
            var sample = samples.Read<uint>(offset);
            smallest = Math.Min(smallest, sample);
            largest = Math.Max(largest, sample);
        }
    }

    private NTSTATUS DispatchCreateClose(DeviceObject device, Irp irp) => CompleteRequest(irp, STATUS_SUCCESS, 0);

    private NTSTATUS DispatchDeviceControl(DeviceObject device, Irp irp)
    {
        var extension = new PnpExtension(device.DeviceExtension);
        var status = IoAcquireRemoveLock(extension.RemoveLock, irp.Pointer);
        if (!NT_SUCCESS(status))
        {
            return CompleteRequest(irp, status, 0);
        }

        var stack = IoGetCurrentIrpStackLocation(irp);
        var written = 0UL;
        status = stack.IoControlCode switch
        {
            IOCTL_GET_SERIAL => GetSerialNumber(extension, irp.SystemBuffer, stack.OutputBufferLength, out written),
            IOCTL_GET_RANGE when !extension.IsStarted => STATUS_DEVICE_NOT_READY,
            IOCTL_GET_RANGE => WriteRange(extension, irp.SystemBuffer, stack.OutputBufferLength, out written),
            _ => STATUS_INVALID_DEVICE_REQUEST,
        };
        CompleteRequest(irp, status, written);
        IoReleaseRemoveLock(extension.RemoveLock, irp.Pointer);
        return status;
    }

    private NTSTATUS GetSerialNumber(PnpExtension extension, Pointer output, uint outputLength, out ulong written)
    {
        written = 0;
        var serial = extension.SerialNumber;
        if (outputLength < serial.Length)
        {
            return STATUS_BUFFER_TOO_SMALL;
        }

        RtlCopyMemory(output, serial.Buffer, serial.Length);
        written = serial.Length;
        return STATUS_SUCCESS;
    }

    private NTSTATUS WriteRange(PnpExtension extension, Pointer output, uint outputLength, out ulong written)
    {
        written = 0;
        if (outputLength < 2 * sizeof(uint))
        {
            return STATUS_BUFFER_TOO_SMALL;
        }

        var status = GetRange(extension, out var smallest, out var largest);
        if (NT_SUCCESS(status))
        {
            output.Write(0, smallest);
            output.Write(sizeof(uint), largest);
            written = 2 * sizeof(uint);
        }

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
        // Every device object is gone with its REMOVE_DEVICE, and the driver itself holds nothing.
    }
}
