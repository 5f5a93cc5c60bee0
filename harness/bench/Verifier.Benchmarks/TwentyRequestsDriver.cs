using System.Runtime.CompilerServices;
using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Benchmarks;

/// <summary>
/// A driver whose run, from load to unload, makes twenty requests that can fail: its device, the link, and eighteen blocks of one I/O request.
/// Its routines are compiled as models are, without optimisation.
/// </summary>
public sealed class TwentyRequestsDriver : DriverModel
{
    private const int Blocks = 18;
    private const string DeviceName = @"\Device\TwentyRequests";
    private const string LinkName = @"\DosDevices\TwentyRequests";
    private static readonly PoolTag s_tag = "Twnt";

    public override string Name => "twenty-requests";

    [MethodImpl(MethodImplOptions.NoOptimization)]
    public override NTSTATUS DriverEntry(DriverObject driverObject, UnicodeString registryPath)
    {
        var status = IoCreateDevice(driverObject, 8 * Blocks, DeviceName, FILE_DEVICE.FILE_DEVICE_UNKNOWN, 0, exclusive: false, out var device);
        if (!NT_SUCCESS(status))
        {
            return status;
        }

        status = IoCreateSymbolicLink(LinkName, DeviceName);
        if (!NT_SUCCESS(status))
        {
            IoDeleteDevice(device);
            return status;
        }

        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_CREATE, DispatchCreateClose);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_CLOSE, DispatchCreateClose);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_DEVICE_CONTROL, DispatchDeviceControl);
        driverObject.SetDriverUnload(Unload);
        return STATUS_SUCCESS;
    }

    [MethodImpl(MethodImplOptions.NoOptimization)]
    private NTSTATUS DispatchCreateClose(DeviceObject device, Irp irp) => CompleteRequest(irp, STATUS_SUCCESS);

    [MethodImpl(MethodImplOptions.NoOptimization)]
    private NTSTATUS DispatchDeviceControl(DeviceObject device, Irp irp)
    {
        var taken = 0;
        while (taken < Blocks)
        {
            var block = ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 64, s_tag);
            if (block.IsNull)
            {
                break;
            }

            device.DeviceExtension.WritePointer(8 * taken++, block);
        }

        var status = taken == Blocks ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
        while (taken > 0)
        {
            ExFreePoolWithTag(device.DeviceExtension.ReadPointer(8 * --taken), s_tag);
        }

        return CompleteRequest(irp, status);
    }

    [MethodImpl(MethodImplOptions.NoOptimization)]
    private NTSTATUS CompleteRequest(Irp irp, NTSTATUS status)
    {
        irp.Status = status;
        irp.Information = 0;
        IoCompleteRequest(irp, IO_LIMITS.IO_NO_INCREMENT);
        return status;
    }

    [MethodImpl(MethodImplOptions.NoOptimization)]
    private void Unload(DriverObject driverObject)
    {
        IoDeleteSymbolicLink(LinkName);
        IoDeleteDevice(driverObject.DeviceObject);
    }
}
