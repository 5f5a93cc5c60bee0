using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Tests.Engine.Verdicts.Contract;

/// <summary>
/// The frame of drivers that are planted for tests of the judge: one device with buffered reads and writes. What it keeps is in the object's
/// fields; what is left out is what a read and a write do, and what unload gives back.
/// </summary>
internal abstract class PlantedDevice : DriverModel
{
    protected static readonly PoolTag Tag = "Plnt";
    protected static readonly PoolTag OtherTag = "PlnO";

    public override string Name => "planted-device";

    public override NTSTATUS DriverEntry(DriverObject driverObject, UnicodeString registryPath)
    {
        var status = IoCreateDevice(
            driverObject, 0, @"\Device\Planted", FILE_DEVICE.FILE_DEVICE_UNKNOWN, DEVICE_CHARACTERISTICS.FILE_DEVICE_SECURE_OPEN, exclusive: false, out var device);
        if (!NT_SUCCESS(status))
        {
            return status;
        }

        device.Flags |= DEVICE_FLAGS.DO_BUFFERED_IO;
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_CREATE, DispatchCreateClose);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_CLOSE, DispatchCreateClose);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_WRITE, DispatchWrite);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_READ, DispatchRead);
        driverObject.SetDriverUnload(Unload);
        return STATUS_SUCCESS;
    }

    /// <summary>Takes data; <paramref name="done"/> becomes Information.</summary>
    protected abstract NTSTATUS Write(Pointer data, uint length, out uint done);

    /// <summary>Gives data.</summary>
    protected virtual NTSTATUS Read(Pointer buffer, uint length, out uint done)
    {
        done = 0;
        return STATUS_SUCCESS;
    }

    /// <summary>What unload gives back.</summary>
    protected virtual void FreeAll()
    {
    }

    private NTSTATUS DispatchCreateClose(DeviceObject device, Irp irp) => Complete(irp, STATUS_SUCCESS, 0);

    private NTSTATUS DispatchWrite(DeviceObject device, Irp irp)
    {
        var status = Write(irp.SystemBuffer, IoGetCurrentIrpStackLocation(irp).WriteLength, out var done);
        return Complete(irp, status, done);
    }

    private NTSTATUS DispatchRead(DeviceObject device, Irp irp)
    {
        var status = Read(irp.SystemBuffer, IoGetCurrentIrpStackLocation(irp).ReadLength, out var done);
        return Complete(irp, status, done);
    }

    private NTSTATUS Complete(Irp irp, NTSTATUS status, uint information)
    {
        irp.Status = status;
        irp.Information = NT_SUCCESS(status) ? information : 0;
        IoCompleteRequest(irp, IO_LIMITS.IO_NO_INCREMENT);
        return status;
    }

    private void Unload(DriverObject driverObject)
    {
        FreeAll();
        IoDeleteDevice(driverObject.DeviceObject);
    }
}
