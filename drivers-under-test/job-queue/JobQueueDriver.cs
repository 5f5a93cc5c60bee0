using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.JobQueue;

/// <summary>
/// A queue of jobs between two applications: a write adds one, a read takes the oldest. A queue that is full gives its oldest job up for
/// a new one. IOCTL_JOB_STATISTICS counts; IOCTL_JOB_DIGEST gives a checksum of all that waits. All of it is as it should be, and a
/// design that is not replaces one step.
/// </summary>
public abstract partial class JobQueueDriver : DriverModel
{
    /// <summary>CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS): ULONGs waiting, accepted, taken, displaced.</summary>
    public const uint IOCTL_JOB_STATISTICS = 0x222000;

    /// <summary>CTL_CODE(FILE_DEVICE_UNKNOWN, 0x801, METHOD_BUFFERED, FILE_ANY_ACCESS): a ULONG.</summary>
    public const uint IOCTL_JOB_DIGEST = 0x222004;

    /// <summary>Most jobs that wait.</summary>
    protected const uint Capacity = 3;

    /// <summary>Most bytes that waiting jobs take together; also the size of the digest's buffer.</summary>
    protected const uint QuotaBytes = 0x200;

    /// <summary>Tag of a job's header.</summary>
    protected static readonly PoolTag JobTag = "JobH";

    /// <summary>Tag of a job's data.</summary>
    protected static readonly PoolTag DataTag = "JobD";

    /// <summary>Tag of the digest's buffer.</summary>
    protected static readonly PoolTag DigestTag = "JobS";

    private const string DeviceName = @"\Device\JobQueue";
    private const string LinkName = @"\DosDevices\JobQueue";

    /// <inheritdoc/>
    public override NTSTATUS DriverEntry(DriverObject driverObject, UnicodeString registryPath)
    {
        var status = IoCreateDevice(
            driverObject,
            QueueExtension.Bytes,
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

        device.Flags |= DEVICE_FLAGS.DO_BUFFERED_IO;
        var queue = new QueueExtension(device.DeviceExtension);
        ExInitializeFastMutex(queue.Lock);
        InitializeListHead(queue.Jobs);
        InitializeListHead(queue.Spares);
        InitializeListHead(queue.Retired);

        // A digest may never be wanted, so a device without its buffer is still a device.
        queue.DigestBuffer = ExAllocatePoolWithTag(POOL_TYPE.PagedPool, QuotaBytes, DigestTag);

        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_CREATE, DispatchCreateClose);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_CLOSE, DispatchCreateClose);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_WRITE, DispatchWrite);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_READ, DispatchRead);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_DEVICE_CONTROL, DispatchDeviceControl);
        driverObject.SetDriverUnload(Unload);
        return STATUS_SUCCESS;
    }

    private NTSTATUS DispatchCreateClose(DeviceObject device, Irp irp) => CompleteRequest(irp, STATUS_SUCCESS, 0);

    private NTSTATUS DispatchWrite(DeviceObject device, Irp irp)
    {
        var queue = new QueueExtension(device.DeviceExtension);
        var length = IoGetCurrentIrpStackLocation(irp).WriteLength;
        if (length is 0 or > QuotaBytes)
        {
            return CompleteRequest(irp, STATUS_INVALID_BUFFER_SIZE, 0);
        }

        var status = Enqueue(queue, irp.SystemBuffer, length);
        return CompleteRequest(irp, status, NT_SUCCESS(status) ? length : 0);
    }

    private NTSTATUS DispatchRead(DeviceObject device, Irp irp)
    {
        var queue = new QueueExtension(device.DeviceExtension);
        var status = Dequeue(queue, irp.SystemBuffer, IoGetCurrentIrpStackLocation(irp).ReadLength, out var copied);
        return CompleteRequest(irp, status, copied);
    }

    private NTSTATUS DispatchDeviceControl(DeviceObject device, Irp irp)
    {
        var stack = IoGetCurrentIrpStackLocation(irp);
        var queue = new QueueExtension(device.DeviceExtension);
        switch (stack.IoControlCode)
        {
            case IOCTL_JOB_STATISTICS when stack.OutputBufferLength < 4 * sizeof(uint):
            case IOCTL_JOB_DIGEST when stack.OutputBufferLength < sizeof(uint):
                return CompleteRequest(irp, STATUS_BUFFER_TOO_SMALL, 0);

            case IOCTL_JOB_STATISTICS:
                ReadStatistics(queue, irp.SystemBuffer);
                return CompleteRequest(irp, STATUS_SUCCESS, 4 * sizeof(uint));

            case IOCTL_JOB_DIGEST:
                var status = MakeDigest(queue, out var digest);
                if (!NT_SUCCESS(status))
                {
                    return CompleteRequest(irp, status, 0);
                }

                irp.SystemBuffer.Write(0, digest);
                return CompleteRequest(irp, STATUS_SUCCESS, sizeof(uint));

            default:
                return CompleteRequest(irp, STATUS_INVALID_DEVICE_REQUEST, 0);
        }
    }

    private void ReadStatistics(QueueExtension queue, Pointer output)
    {
        ExAcquireFastMutex(queue.Lock);
        output.Write(0, queue.JobCount);
        output.Write(sizeof(uint), queue.Accepted);
        output.Write(2 * sizeof(uint), queue.Taken);
        output.Write(3 * sizeof(uint), queue.Displaced);
        ExReleaseFastMutex(queue.Lock);
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
        IoDeleteSymbolicLink(LinkName);
        var queue = new QueueExtension(device.DeviceExtension);
        if (queue.Shortages > 0)
        {
            DbgPrint($"JobQueue: {queue.Shortages} allocations failed.\n");
        }

        while (!IsListEmpty(queue.Jobs))
        {
            FreeJob(queue, new Job(RemoveHeadList(queue.Jobs)));
        }

        FreeHeaders(queue.Spares);
        FreeHeaders(queue.Retired);
        if (!queue.DigestBuffer.IsNull)
        {
            ExFreePoolWithTag(queue.DigestBuffer, DigestTag);
        }

        IoDeleteDevice(device);
    }

    private void FreeHeaders(Pointer list)
    {
        while (!IsListEmpty(list))
        {
            ExFreePoolWithTag(RemoveHeadList(list), JobTag);
        }
    }
}
