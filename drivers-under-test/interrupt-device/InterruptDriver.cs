using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.InterruptDevice;

/// <summary>
/// The base of the function drivers of interrupting devices: AddDevice, the PnP state machine under a remove lock, power and WMI passed
/// on, one interrupt with its DPC. A driver adds what it allocates at START and gives back at STOP, and serves requests in between.
/// </summary>
public abstract partial class InterruptDriver : DriverModel
{
    private static readonly PoolTag RemoveLockTag = "IrmL";

    /// <summary>Name of the device object, such as \Device\Nic.</summary>
    protected abstract string DeviceName { get; }

    /// <summary>Bytes of the driver's own part of the device extension.</summary>
    protected abstract uint OwnBytes { get; }

    /// <inheritdoc/>
    public override NTSTATUS DriverEntry(DriverObject driverObject, UnicodeString registryPath)
    {
        driverObject.SetAddDevice(AddDevice);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_CREATE, DispatchCreateClose);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_CLOSE, DispatchCreateClose);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_READ, DispatchRead);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_DEVICE_CONTROL, DispatchDeviceControl);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_PNP, DispatchPnp);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_POWER, DispatchForward);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_SYSTEM_CONTROL, DispatchForward);
        driverObject.SetDriverUnload(Unload);
        return STATUS_SUCCESS;
    }

    /// <summary>Allocates what the device needs; everything undone again when it fails. IRQL: PASSIVE_LEVEL.</summary>
    protected abstract NTSTATUS AllocateResources(InterruptExtension extension);

    /// <summary>Gives back what <see cref="AllocateResources"/> took; interrupt and DPC are quiet. IRQL: PASSIVE_LEVEL.</summary>
    protected abstract void FreeResources(InterruptExtension extension);

    /// <summary>The device's DPC: handles so many interrupts. IRQL: DISPATCH_LEVEL.</summary>
    protected abstract void HandleInterrupts(InterruptExtension extension, uint interrupts);

    /// <summary>Serves a read; completes it or leaves it to StartIo. The device is started and stays so. IRQL: PASSIVE_LEVEL.</summary>
    protected abstract NTSTATUS Read(InterruptExtension extension, Irp irp);

    /// <summary>Serves a device control. The device is started and stays so. IRQL: PASSIVE_LEVEL.</summary>
    protected virtual NTSTATUS DeviceControl(InterruptExtension extension, Irp irp) =>
        CompleteRequest(irp, STATUS_INVALID_DEVICE_REQUEST, 0);

    /// <summary>Once, when the device object is there: locks and lists; nothing that can fail.</summary>
    protected virtual void InitializeExtension(InterruptExtension extension)
    {
    }

    /// <summary>Completes a request.</summary>
    protected NTSTATUS CompleteRequest(Irp irp, NTSTATUS status, ulong information)
    {
        irp.Status = status;
        irp.Information = information;
        IoCompleteRequest(irp, IO_LIMITS.IO_NO_INCREMENT);
        return status;
    }

    private NTSTATUS AddDevice(DriverObject driverObject, DeviceObject physicalDevice)
    {
        var status = IoCreateDevice(
            driverObject,
            InterruptExtension.Bytes + OwnBytes,
            DeviceName,
            FILE_DEVICE.FILE_DEVICE_UNKNOWN,
            DEVICE_CHARACTERISTICS.FILE_DEVICE_SECURE_OPEN,
            exclusive: false,
            out var device);
        if (!NT_SUCCESS(status))
        {
            return status;
        }

        var extension = new InterruptExtension(device.DeviceExtension) { Self = device };
        IoInitializeRemoveLock(extension.RemoveLock, RemoveLockTag, 0, 0);
        IoInitializeDpcRequest(device, DpcForIsr);
        InitializeExtension(extension);
        extension.Lower = IoAttachDeviceToDeviceStack(device, physicalDevice);
        if (extension.Lower.IsNull)
        {
            IoDeleteDevice(device);
            return STATUS_NO_SUCH_DEVICE;
        }

        device.Flags |= DEVICE_FLAGS.DO_BUFFERED_IO | (extension.Lower.Flags & DEVICE_FLAGS.DO_POWER_PAGABLE);
        device.Flags &= ~DEVICE_FLAGS.DO_DEVICE_INITIALIZING;
        return STATUS_SUCCESS;
    }

    private NTSTATUS DispatchCreateClose(DeviceObject device, Irp irp) => CompleteRequest(irp, STATUS_SUCCESS, 0);

    private NTSTATUS DispatchRead(DeviceObject device, Irp irp) => Serve(device, irp, Read);

    private NTSTATUS DispatchDeviceControl(DeviceObject device, Irp irp) => Serve(device, irp, DeviceControl);

    private NTSTATUS Serve(DeviceObject device, Irp irp, Func<InterruptExtension, Irp, NTSTATUS> serve)
    {
        var extension = new InterruptExtension(device.DeviceExtension);
        var status = IoAcquireRemoveLock(extension.RemoveLock, irp.Pointer);
        if (!NT_SUCCESS(status))
        {
            return CompleteRequest(irp, status, 0);
        }

        // The IRP may be gone when serve returns; its address is still good for a tag.
        status = extension.IsStarted ? serve(extension, irp) : CompleteRequest(irp, STATUS_DEVICE_NOT_READY, 0);
        IoReleaseRemoveLock(extension.RemoveLock, irp.Pointer);
        return status;
    }

    private void Unload(DriverObject driverObject)
    {
        // Every device object is gone with its REMOVE_DEVICE, and the driver itself holds nothing.
    }
}
