using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.Pool2Migrated;

/// <summary>
/// A device whose handles collect records: IOCTL_APPEND keeps a copy of its input, IOCTL_NEWEST returns the newest record, closing the
/// handle drops all. Moved from ExAllocatePoolWithTag and ...WithQuotaTag to ExAllocatePool2; the versions differ in how well.
/// </summary>
public abstract class SessionDriver : DriverModel
{
    /// <summary>CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS).</summary>
    public const uint IOCTL_APPEND = 0x222000;

    /// <summary>CTL_CODE(FILE_DEVICE_UNKNOWN, 0x801, METHOD_BUFFERED, FILE_ANY_ACCESS).</summary>
    public const uint IOCTL_NEWEST = 0x222004;

    /// <summary>Tag of the sessions.</summary>
    protected static readonly PoolTag SessionTag = "Sess";

    /// <summary>Tag of the records.</summary>
    protected static readonly PoolTag RecordTag = "Recd";

    private const string DeviceName = @"\Device\Sessions";
    private const string LinkName = @"\DosDevices\Sessions";

    /// <inheritdoc/>
    public override NTSTATUS DriverEntry(DriverObject driverObject, UnicodeString registryPath)
    {
        var status = IoCreateDevice(
            driverObject,
            0,
            DeviceName,
            FILE_DEVICE.FILE_DEVICE_UNKNOWN,
            DEVICE_CHARACTERISTICS.FILE_DEVICE_SECURE_OPEN,
            exclusive: false,
            out var device);
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

        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_CREATE, DispatchCreate);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_CLOSE, DispatchClose);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_DEVICE_CONTROL, DispatchDeviceControl);
        driverObject.SetDriverUnload(Unload);
        return STATUS_SUCCESS;
    }

    /// <summary>A zeroed session in nonpaged pool (its mutex must not be paged out), or NULL.</summary>
    protected virtual Session AllocateSession() =>
        new(ExAllocatePool2(POOL_FLAGS.POOL_FLAG_NON_PAGED, Session.Bytes, SessionTag));

    /// <summary>A record for so many bytes in paged pool, charged to the caller, or NULL.</summary>
    protected virtual Record AllocateRecord(uint length)
    {
        const POOL_FLAGS flags = POOL_FLAGS.POOL_FLAG_PAGED | POOL_FLAGS.POOL_FLAG_USE_QUOTA | POOL_FLAGS.POOL_FLAG_UNINITIALIZED;
        return new(ExAllocatePool2(flags, Record.HeaderBytes + length, RecordTag));
    }

    /// <summary>Copies the input into a new record of the session. IRQL: PASSIVE_LEVEL.</summary>
    protected virtual NTSTATUS AppendRecord(Session session, Pointer data, uint length)
    {
        var record = AllocateRecord(length);
        if (record.Pointer.IsNull)
        {
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        Append(session, record, data, length);
        return STATUS_SUCCESS;
    }

    /// <summary>Fills a record and makes it the session's newest.</summary>
    protected void Append(Session session, Record record, Pointer data, uint length)
    {
        record.Length = length;
        RtlCopyMemory(record.Data, data, length);

        ExAcquireFastMutex(session.Lock);
        record.Older = session.Newest;
        session.Newest = record;
        session.Count++;
        ExReleaseFastMutex(session.Lock);
    }

    private static Session SessionOf(IoStackLocation stack) => new(stack.FileObject.FsContext);

    private NTSTATUS DispatchCreate(DeviceObject device, Irp irp)
    {
        var session = AllocateSession();
        if (session.Pointer.IsNull)
        {
            return CompleteRequest(irp, STATUS_INSUFFICIENT_RESOURCES, 0);
        }

        ExInitializeFastMutex(session.Lock);
        var file = IoGetCurrentIrpStackLocation(irp).FileObject;
        file.FsContext = session.Pointer;
        return CompleteRequest(irp, STATUS_SUCCESS, 0);
    }

    private NTSTATUS DispatchClose(DeviceObject device, Irp irp)
    {
        var session = SessionOf(IoGetCurrentIrpStackLocation(irp));
        for (var i = session.Count; i > 0; i--)
        {
            var record = session.Newest;
            session.Newest = record.Older;
            ExFreePoolWithTag(record.Pointer, RecordTag);
        }

        ExFreePoolWithTag(session.Pointer, SessionTag);
        return CompleteRequest(irp, STATUS_SUCCESS, 0);
    }

    private NTSTATUS DispatchDeviceControl(DeviceObject device, Irp irp)
    {
        var stack = IoGetCurrentIrpStackLocation(irp);
        switch (stack.IoControlCode)
        {
            case IOCTL_APPEND when stack.InputBufferLength == 0:
                return CompleteRequest(irp, STATUS_INVALID_PARAMETER, 0);

            case IOCTL_APPEND:
                return CompleteRequest(irp, AppendRecord(SessionOf(stack), irp.SystemBuffer, stack.InputBufferLength), 0);

            case IOCTL_NEWEST:
                var status = CopyNewest(SessionOf(stack), irp.SystemBuffer, stack.OutputBufferLength, out var copied);
                return CompleteRequest(irp, status, copied);

            default:
                return CompleteRequest(irp, STATUS_INVALID_DEVICE_REQUEST, 0);
        }
    }

    private NTSTATUS CopyNewest(Session session, Pointer output, uint outputLength, out uint copied)
    {
        copied = 0;
        var status = STATUS_SUCCESS;
        ExAcquireFastMutex(session.Lock);
        if (session.Count > 0)
        {
            var newest = session.Newest;
            if (newest.Length > outputLength)
            {
                status = STATUS_BUFFER_TOO_SMALL;
            }
            else
            {
                RtlCopyMemory(output, newest.Data, newest.Length);
                copied = newest.Length;
            }
        }

        ExReleaseFastMutex(session.Lock);
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
        IoDeleteSymbolicLink(LinkName);
        IoDeleteDevice(driverObject.DeviceObject);
    }
}
