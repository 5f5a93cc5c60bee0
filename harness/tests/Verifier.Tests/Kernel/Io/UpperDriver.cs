using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Io;

/// <summary>A filter above the test driver's device: skips what it has no routine for.</summary>
public sealed class UpperDriver : DriverModel
{
    private readonly Dictionary<IRP_MJ, DRIVER_DISPATCH> _routines = [];

    // Set before IoAttachDevice returns: the device gets its first requests meanwhile.
    private DeviceObject _lower;

    /// <inheritdoc/>
    public override string Name => "upper-driver";

    /// <inheritdoc/>
    public override int DataBytes => 4096;

    /// <summary>Its device.</summary>
    public DeviceObject Device { get; private set; }

    /// <summary>The device below.</summary>
    public DeviceObject Lower => _lower;

    /// <summary>Memory for the driver's own use.</summary>
    public Pointer Memory0 => Data;

    /// <summary>Sets a dispatch routine, before the driver is loaded.</summary>
    public UpperDriver On(IRP_MJ major, DRIVER_DISPATCH routine)
    {
        _routines[major] = routine;
        return this;
    }

    /// <inheritdoc/>
    public override NTSTATUS DriverEntry(DriverObject driverObject, UnicodeString registryPath)
    {
        for (var major = IRP_MJ.IRP_MJ_CREATE; major <= IRP_MJ.IRP_MJ_MAXIMUM_FUNCTION; major++)
        {
            driverObject.SetMajorFunction(major, _routines.GetValueOrDefault(major, Skip));
        }

        driverObject.SetDriverUnload(Unload);
        var status = IoCreateDevice(driverObject, 64, (string?)null, FILE_DEVICE.FILE_DEVICE_UNKNOWN, 0, false, out var device);
        if (!status.IsSuccess)
        {
            return status;
        }

        Device = device;
        status = IoAttachDevice(device, TestDriver.DeviceName, out _lower);
        device.Flags |= Lower.Flags & DEVICE_FLAGS.DO_BUFFERED_IO;
        return status;
    }

    /// <summary>Passes an IRP on and forgets it.</summary>
    public NTSTATUS Skip(DeviceObject device, Irp irp)
    {
        IoSkipCurrentIrpStackLocation(irp);
        return IoCallDriver(Lower, irp);
    }

    /// <summary>Passes an IRP on with a completion routine.</summary>
    public NTSTATUS Forward(Irp irp, IO_COMPLETION_ROUTINE routine, Pointer context = default)
    {
        IoCopyCurrentIrpStackLocationToNext(irp);
        IoSetCompletionRoutine(irp, routine, context, true, true, true);
        return IoCallDriver(Lower, irp);
    }

    private void Unload(DriverObject driverObject)
    {
        IoDetachDevice(Lower);
        IoDeleteDevice(Device);
    }
}
