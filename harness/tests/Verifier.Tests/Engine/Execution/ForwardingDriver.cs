using Verifier.Kernel;

namespace Verifier.Tests.Engine.Execution;

/// <summary>
/// A PnP function driver that passes requests of applications down, and turns one control code into an URB-like request of its own.
/// </summary>
public sealed class ForwardingDriver : DriverModel
{
    /// <summary>The control code that becomes an URB.</summary>
    public const uint AskByUrb = 0x222400;

    /// <summary>IOCTL_INTERNAL_USB_SUBMIT_URB.</summary>
    public const uint SubmitUrb = 0x220003;

    private const int UrbBytes = 0x88;
    private const int UrbFunction = 2;
    private const int UrbStatus = 4;
    private const int UrbLength = 0x24;
    private const int UrbBuffer = 0x28;
    private const int UrbMdl = 0x30;
    private const int ReplyBytes = 16;
    private const string Tag = "Forw";

    private DeviceObject _device;
    private DeviceObject _lower;

    /// <inheritdoc/>
    public override string Name => "forwarding";

    /// <inheritdoc/>
    public override NTSTATUS DriverEntry(DriverObject driverObject, UnicodeString registryPath)
    {
        driverObject.SetAddDevice(AddDevice);
        driverObject.SetDriverUnload(_ => { });
        foreach (var major in (ReadOnlySpan<IRP_MJ>)[IRP_MJ.IRP_MJ_READ, IRP_MJ.IRP_MJ_WRITE, IRP_MJ.IRP_MJ_FLUSH_BUFFERS, IRP_MJ.IRP_MJ_POWER, IRP_MJ.IRP_MJ_SYSTEM_CONTROL])
        {
            driverObject.SetMajorFunction(major, (_, irp) => Pass(irp));
        }

        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_PNP, DispatchPnp);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_DEVICE_CONTROL, DispatchControl);
        foreach (var major in (ReadOnlySpan<IRP_MJ>)[IRP_MJ.IRP_MJ_CREATE, IRP_MJ.IRP_MJ_CLEANUP, IRP_MJ.IRP_MJ_CLOSE])
        {
            driverObject.SetMajorFunction(major, (_, irp) => Complete(irp, NTSTATUS.STATUS_SUCCESS));
        }

        return NTSTATUS.STATUS_SUCCESS;
    }

    private NTSTATUS AddDevice(DriverObject driverObject, DeviceObject physicalDeviceObject)
    {
        var status = IoCreateDevice(driverObject, 0, @"\Device\Forwarding", FILE_DEVICE.FILE_DEVICE_UNKNOWN, 0, exclusive: false, out _device);
        if (status.IsSuccess)
        {
            _lower = IoAttachDeviceToDeviceStack(_device, physicalDeviceObject);
            _device.Flags |= DEVICE_FLAGS.DO_DIRECT_IO;
            _device.Flags &= ~DEVICE_FLAGS.DO_DEVICE_INITIALIZING;
        }

        return status;
    }

    private NTSTATUS DispatchPnp(DeviceObject device, Irp irp)
    {
        if (IoGetCurrentIrpStackLocation(irp).MinorFunction != IRP_MN.IRP_MN_REMOVE_DEVICE)
        {
            return Pass(irp);
        }

        irp.Status = NTSTATUS.STATUS_SUCCESS;
        var status = Pass(irp);
        IoDetachDevice(_lower);
        IoDeleteDevice(_device);
        return status;
    }

    private NTSTATUS DispatchControl(DeviceObject device, Irp irp)
    {
        var location = IoGetCurrentIrpStackLocation(irp);
        return location.IoControlCode == AskByUrb ? Ask(irp, location) : Pass(irp);
    }

    // The first byte of the input is the URB's function; the reply and the URB's length are the output.
    private NTSTATUS Ask(Irp irp, IoStackLocation location)
    {
        var urb = ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, UrbBytes + ReplyBytes, Tag);
        if (urb.IsNull || location.InputBufferLength < 1 || location.OutputBufferLength < ReplyBytes + sizeof(uint))
        {
            return Complete(irp, urb.IsNull ? NTSTATUS.STATUS_INSUFFICIENT_RESOURCES : NTSTATUS.STATUS_INVALID_PARAMETER);
        }

        RtlZeroMemory(urb, UrbBytes + ReplyBytes);
        var reply = urb + UrbBytes;
        urb.Write(UrbFunction, (ushort)irp.SystemBuffer.Read<byte>(0));
        urb.WritePointer(UrbBuffer, reply);
        var mdl = IoAllocateMdl(reply, ReplyBytes, false, false, default);
        var status = NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        if (!mdl.IsNull)
        {
            MmBuildMdlForNonPagedPool(mdl);
            urb.WritePointer(UrbMdl, mdl.Pointer);
            status = Submit(urb);
            IoFreeMdl(mdl);
        }

        var output = irp.SystemBuffer;
        RtlCopyMemory(output, reply, ReplyBytes);
        output.Write(ReplyBytes, urb.Read<uint>(UrbLength));
        var urbStatus = urb.Read<uint>(UrbStatus);
        ExFreePoolWithTag(urb, Tag);
        irp.Information = status.IsSuccess ? ReplyBytes + sizeof(uint) : 0UL;
        return Complete(irp, status.IsSuccess && urbStatus != 0 ? NTSTATUS.STATUS_UNSUCCESSFUL : status);
    }

    private NTSTATUS Submit(Pointer urb)
    {
        var done = Local(SizeOf.KEVENT);
        var result = Local(SizeOf.IO_STATUS_BLOCK);
        KeInitializeEvent(done, EVENT_TYPE.NotificationEvent, false);
        var irp = IoBuildDeviceIoControlRequest(SubmitUrb, _lower, default, 0, default, 0, internalDeviceIoControl: true, done, new IoStatusBlock(result));
        if (irp.IsNull)
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        IoGetNextIrpStackLocation(irp).SetArgument(1, urb);
        var status = IoCallDriver(_lower, irp);
        if (status == NTSTATUS.STATUS_PENDING)
        {
            KeWaitForSingleObject(done, KWAIT_REASON.Executive, KPROCESSOR_MODE.KernelMode, false, null);
            status = new NTSTATUS(result.Read<uint>(0));
        }

        return status;
    }

    private NTSTATUS Pass(Irp irp)
    {
        IoSkipCurrentIrpStackLocation(irp);
        return IoCallDriver(_lower, irp);
    }

    private NTSTATUS Complete(Irp irp, NTSTATUS status)
    {
        irp.Status = status;
        IoCompleteRequest(irp);
        return status;
    }
}
