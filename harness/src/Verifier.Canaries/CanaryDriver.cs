using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Canaries;

/// <summary>
/// A device that keeps what was written last and gives it back. All of it is as it should be; a canary with a defect replaces one step.
/// </summary>
public abstract class CanaryDriver : DriverModel
{
    /// <summary>Tag of what was written.</summary>
    protected static readonly PoolTag KeptTag = "Cnry";

    /// <summary>Tag of everything else.</summary>
    protected static readonly PoolTag OtherTag = "CnrO";

    private const string DeviceName = @"\Device\Canary";
    private const uint DeskBytes = 0x40;

    /// <summary>The tag that writes allocate with.</summary>
    protected virtual PoolTag Tag => KeptTag;

    /// <inheritdoc/>
    public override NTSTATUS DriverEntry(DriverObject driverObject, UnicodeString registryPath)
    {
        var status = IoCreateDevice(
            driverObject,
            CanaryExtension.Bytes,
            DeviceName,
            FILE_DEVICE.FILE_DEVICE_UNKNOWN,
            DEVICE_CHARACTERISTICS.FILE_DEVICE_SECURE_OPEN,
            exclusive: false,
            out var device);
        if (!NT_SUCCESS(status))
        {
            return status;
        }

        var extension = new CanaryExtension(device.DeviceExtension);
        InitializeListHead(extension.Attic);
        KeInitializeEvent(extension.Never, EVENT_TYPE.NotificationEvent, false);
        extension.Desk = ExAllocatePoolWithTag(POOL_TYPE.PagedPool, DeskBytes, OtherTag);
        status = extension.Desk.IsNull ? WithoutDesk() : STATUS_SUCCESS;
        if (!NT_SUCCESS(status))
        {
            // Unload is not called when DriverEntry fails.
            IoDeleteDevice(device);
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

    /// <summary>The status of DriverEntry if the desk cannot be allocated.</summary>
    protected virtual NTSTATUS WithoutDesk() => STATUS_INSUFFICIENT_RESOURCES;

    /// <summary>Keeps a copy of the data in place of what was kept before; all or nothing. IRQL: PASSIVE_LEVEL.</summary>
    protected virtual NTSTATUS Keep(CanaryExtension extension, Pointer data, uint length)
    {
        if (extension.IsClosed || extension.Desk.IsNull)
        {
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        var copy = ExAllocatePoolWithTag(POOL_TYPE.PagedPool, length, Tag);
        if (copy.IsNull)
        {
            return WithoutCopy(extension);
        }

        RtlCopyMemory(copy, data, length);
        Forget(extension);
        extension.Kept = copy;
        extension.Length = length;
        return STATUS_SUCCESS;
    }

    /// <summary>The status of a write if its copy cannot be allocated. IRQL: PASSIVE_LEVEL.</summary>
    protected virtual NTSTATUS WithoutCopy(CanaryExtension extension) => STATUS_INSUFFICIENT_RESOURCES;

    /// <summary>The status that the dispatch routine of a write returns once its request is complete.</summary>
    protected virtual NTSTATUS Answer(NTSTATUS status) => status;

    /// <summary>Frees what is kept. IRQL: PASSIVE_LEVEL.</summary>
    protected void Forget(CanaryExtension extension)
    {
        if (!extension.Kept.IsNull)
        {
            ExFreePoolWithTag(extension.Kept, Tag);
        }

        extension.Kept = Pointer.Null;
        extension.Length = 0;
    }

    private NTSTATUS DispatchCreateClose(DeviceObject device, Irp irp) => CompleteRequest(irp, STATUS_SUCCESS, 0);

    private NTSTATUS DispatchWrite(DeviceObject device, Irp irp)
    {
        var length = IoGetCurrentIrpStackLocation(irp).WriteLength;
        var status = length == 0
            ? STATUS_INVALID_BUFFER_SIZE
            : Keep(new CanaryExtension(device.DeviceExtension), irp.SystemBuffer, length);
        return Answer(CompleteRequest(irp, status, NT_SUCCESS(status) ? length : 0));
    }

    private NTSTATUS DispatchRead(DeviceObject device, Irp irp)
    {
        var extension = new CanaryExtension(device.DeviceExtension);
        var length = Math.Min(extension.Length, IoGetCurrentIrpStackLocation(irp).ReadLength);
        RtlCopyMemory(irp.SystemBuffer, extension.Kept, length);
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
        var extension = new CanaryExtension(device.DeviceExtension);
        Forget(extension);
        while (!IsListEmpty(extension.Attic))
        {
            ExFreePoolWithTag(RemoveHeadList(extension.Attic), OtherTag);
        }

        if (!extension.Desk.IsNull)
        {
            ExFreePoolWithTag(extension.Desk, OtherTag);
        }

        IoDeleteDevice(device);
    }
}
