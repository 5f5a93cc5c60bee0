using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Io;

/// <summary>
/// A PnP function driver as the documentation has it: start after the bus, remove on the way down. Tests spoil single steps.
/// </summary>
public sealed class PnpTestDriver(string name = "pnp-driver") : DriverModel
{
    private const int LowerOffset = 0;
    private const int PdoOffset = 8;

    /// <inheritdoc/>
    public override string Name => name;

    /// <summary>PnP minors in the order in which they came.</summary>
    public List<byte> Seen { get; } = [];

    /// <summary>Answers a PnP request in the driver's stead; null lets the driver go on.</summary>
    public Func<DeviceObject, Irp, NTSTATUS?>? OnPnp { get; set; }

    /// <summary>Does the work of START_DEVICE once the bus has started the device.</summary>
    public Func<IoStackLocation, NTSTATUS>? OnStart { get; set; }

    /// <summary>Handles power requests in the driver's stead.</summary>
    public DRIVER_DISPATCH? OnPower { get; set; }

    /// <summary>Handles WMI requests in the driver's stead.</summary>
    public DRIVER_DISPATCH? OnWmi { get; set; }

    /// <summary>AddDevice leaves DO_DEVICE_INITIALIZING.</summary>
    public bool LeavesInitializing { get; set; }

    /// <summary>What AddDevice does at its end.</summary>
    public Action<DeviceObject>? OnAdded { get; set; }

    /// <summary>REMOVE_DEVICE does not detach and delete.</summary>
    public bool ForgetsDevice { get; set; }

    /// <summary>There is no routine for IRP_MJ_SYSTEM_CONTROL.</summary>
    public bool HasNoWmi { get; set; }

    /// <summary>DeviceType of its device.</summary>
    public FILE_DEVICE DeviceType { get; set; } = FILE_DEVICE.FILE_DEVICE_UNKNOWN;

    /// <summary>Flags that AddDevice sets besides.</summary>
    public DEVICE_FLAGS Flags { get; set; }

    /// <summary>Fails AddDevice.</summary>
    public bool RefusesDevice { get; set; }

    /// <summary>Its device.</summary>
    public DeviceObject Device { get; private set; }

    /// <summary>The physical device object.</summary>
    public DeviceObject Pdo { get; private set; }

    /// <summary>The device below.</summary>
    public DeviceObject Lower => new(Machine, Device.DeviceExtension.Read<ulong>(LowerOffset));

    /// <inheritdoc/>
    public override NTSTATUS DriverEntry(DriverObject driverObject, UnicodeString registryPath)
    {
        driverObject.SetAddDevice(AddDevice);
        driverObject.SetDriverUnload(_ => { });
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_PNP, DispatchPnp);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_POWER, (device, irp) => OnPower is null ? PassPower(irp) : OnPower(device, irp));
        if (!HasNoWmi)
        {
            driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_SYSTEM_CONTROL, (device, irp) => OnWmi is null ? Pass(irp) : OnWmi(device, irp));
        }

        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_CREATE, Succeed);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_CLEANUP, Succeed);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_CLOSE, Succeed);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>Passes an IRP on.</summary>
    public NTSTATUS Pass(Irp irp)
    {
        IoSkipCurrentIrpStackLocation(irp);
        return IoCallDriver(Lower, irp);
    }

    /// <summary>Passes a power IRP on.</summary>
    public NTSTATUS PassPower(Irp irp)
    {
        PoStartNextPowerIrp(irp);
        IoSkipCurrentIrpStackLocation(irp);
        return PoCallDriver(Lower, irp);
    }

    /// <summary>Passes an IRP on and waits for it.</summary>
    public NTSTATUS ForwardAndWait(Irp irp)
    {
        var done = Local(SizeOf.KEVENT);
        KeInitializeEvent(done, EVENT_TYPE.NotificationEvent, false);
        IoCopyCurrentIrpStackLocationToNext(irp);
        IoSetCompletionRoutine(irp, SignalDone, done, true, true, true);
        var status = IoCallDriver(Lower, irp);
        if (status == NTSTATUS.STATUS_PENDING)
        {
            KeWaitForSingleObject(done, KWAIT_REASON.Executive, KPROCESSOR_MODE.KernelMode, false, null);
            status = irp.Status;
        }

        return status;
    }

    /// <summary>Completes an IRP with a status.</summary>
    public NTSTATUS Complete(Irp irp, NTSTATUS status)
    {
        irp.Status = status;
        IoCompleteRequest(irp);
        return status;
    }

    private NTSTATUS AddDevice(DriverObject driverObject, DeviceObject physicalDeviceObject)
    {
        if (RefusesDevice)
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        var status = IoCreateDevice(driverObject, 64, (string?)null, DeviceType, 0, false, out var device);
        if (!status.IsSuccess)
        {
            return status;
        }

        (Device, Pdo) = (device, physicalDeviceObject);
        var lower = IoAttachDeviceToDeviceStack(device, physicalDeviceObject);
        device.DeviceExtension.Write(LowerOffset, lower.Pointer.Address);
        device.DeviceExtension.Write(PdoOffset, physicalDeviceObject.Pointer.Address);
        device.Flags |= Flags | (lower.Flags & DEVICE_FLAGS.DO_POWER_PAGABLE);
        if (!LeavesInitializing)
        {
            device.Flags &= ~DEVICE_FLAGS.DO_DEVICE_INITIALIZING;
        }

        OnAdded?.Invoke(device);
        return NTSTATUS.STATUS_SUCCESS;
    }

    private NTSTATUS DispatchPnp(DeviceObject device, Irp irp)
    {
        var location = IoGetCurrentIrpStackLocation(irp);
        Seen.Add(location.MinorFunction);
        if (OnPnp?.Invoke(device, irp) is { } answered)
        {
            return answered;
        }

        switch (location.MinorFunction)
        {
            case IRP_MN.IRP_MN_START_DEVICE:
                var status = ForwardAndWait(irp);
                return Complete(irp, status.IsSuccess && OnStart is not null ? OnStart(location) : status);
            case IRP_MN.IRP_MN_REMOVE_DEVICE:
                return Remove(irp);
            case IRP_MN.IRP_MN_QUERY_STOP_DEVICE or IRP_MN.IRP_MN_STOP_DEVICE or IRP_MN.IRP_MN_CANCEL_STOP_DEVICE
                or IRP_MN.IRP_MN_QUERY_REMOVE_DEVICE or IRP_MN.IRP_MN_CANCEL_REMOVE_DEVICE or IRP_MN.IRP_MN_SURPRISE_REMOVAL:
                irp.Status = NTSTATUS.STATUS_SUCCESS;
                return Pass(irp);
            default:
                return Pass(irp);
        }
    }

    private NTSTATUS Remove(Irp irp)
    {
        irp.Status = NTSTATUS.STATUS_SUCCESS;
        var lower = Lower;
        var status = Pass(irp);
        if (!ForgetsDevice)
        {
            IoDetachDevice(lower);
            IoDeleteDevice(Device);
        }

        return status;
    }

    private NTSTATUS SignalDone(DeviceObject device, Irp irp, Pointer done)
    {
        KeSetEvent(done, 0, false);
        return NTSTATUS.STATUS_MORE_PROCESSING_REQUIRED;
    }

    private NTSTATUS Succeed(DeviceObject device, Irp irp) => Complete(irp, NTSTATUS.STATUS_SUCCESS);
}
