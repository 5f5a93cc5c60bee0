using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Io;

/// <summary>
/// A driver with one named device, whose dispatch routines a test supplies: CREATE, CLEANUP and CLOSE succeed, the rest is refused by the
/// I/O manager until a routine is set.
/// </summary>
public sealed class TestDriver(string name = "test-driver") : DriverModel
{
    private readonly Dictionary<IRP_MJ, DRIVER_DISPATCH> _routines = [];

    /// <summary>The device's name.</summary>
    public const string DeviceName = @"\Device\Test";

    /// <summary>The name applications use.</summary>
    public const string LinkName = @"\DosDevices\Test";

    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override int DataBytes => 4096;

    /// <summary>Runs in place of the usual DriverEntry.</summary>
    public Func<DriverObject, NTSTATUS>? Entry { get; set; }

    /// <summary>Runs in place of the usual Unload.</summary>
    public Action<DriverObject>? OnUnload { get; set; }

    /// <summary>Buffering of reads and writes.</summary>
    public DEVICE_FLAGS Buffering { get; set; } = DEVICE_FLAGS.DO_BUFFERED_IO;

    /// <summary>StartIo.</summary>
    public DRIVER_STARTIO? StartIo { get; set; }

    /// <summary>The device it made.</summary>
    public DeviceObject Device { get; private set; }

    /// <summary>Its driver object.</summary>
    public DriverObject Object { get; private set; }

    /// <summary>The data section: 4 KiB.</summary>
    public Pointer Globals => Data;

    /// <summary>Sets a dispatch routine, before the driver is loaded.</summary>
    public TestDriver On(IRP_MJ major, DRIVER_DISPATCH routine)
    {
        _routines[major] = routine;
        return this;
    }

    /// <inheritdoc/>
    public override NTSTATUS DriverEntry(DriverObject driverObject, UnicodeString registryPath)
    {
        Object = driverObject;
        SetRoutines(driverObject);
        return Entry is null ? CreateDevice(driverObject) : Entry(driverObject);
    }

    /// <summary>Makes the device and its link.</summary>
    public NTSTATUS CreateDevice(DriverObject driverObject)
    {
        var status = IoCreateDevice(driverObject, 64, DeviceName, FILE_DEVICE.FILE_DEVICE_UNKNOWN, 0, false, out var device);
        if (!status.IsSuccess)
        {
            return status;
        }

        Device = device;
        device.Flags |= Buffering;
        status = IoCreateSymbolicLink(LinkName, DeviceName);
        if (!status.IsSuccess)
        {
            IoDeleteDevice(device);
        }

        return status;
    }

    /// <summary>Completes an IRP and returns the status.</summary>
    public NTSTATUS Complete(Irp irp, NTSTATUS status, ulong information = 0)
    {
        irp.Status = status;
        irp.Information = information;
        IoCompleteRequest(irp);
        return status;
    }

    private void SetRoutines(DriverObject driverObject)
    {
        foreach (var major in (ReadOnlySpan<IRP_MJ>)[IRP_MJ.IRP_MJ_CREATE, IRP_MJ.IRP_MJ_CLEANUP, IRP_MJ.IRP_MJ_CLOSE])
        {
            driverObject.SetMajorFunction(major, (_, irp) => Complete(irp, NTSTATUS.STATUS_SUCCESS));
        }

        foreach (var (major, routine) in _routines)
        {
            driverObject.SetMajorFunction(major, routine);
        }

        driverObject.SetDriverStartIo(StartIo);
        driverObject.SetDriverUnload(Unload);
    }

    private void Unload(DriverObject driverObject)
    {
        if (OnUnload is not null)
        {
            OnUnload(driverObject);
            return;
        }

        IoDeleteSymbolicLink(LinkName);
        IoDeleteDevice(Device);
    }
}
