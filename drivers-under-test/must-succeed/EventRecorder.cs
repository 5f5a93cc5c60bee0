using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.MustSucceed;

/// <summary>
/// A recorder of events: IOCTL_RECORD keeps a copy of its input in nonpaged memory, IOCTL_COUNT returns how many there are, a flush
/// throws them away. Both twins share all of this but how they get the memory for a record.
/// </summary>
public abstract class EventRecorder : DriverModel
{
    /// <summary>CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS).</summary>
    public const uint IOCTL_RECORD = 0x222000;

    /// <summary>CTL_CODE(FILE_DEVICE_UNKNOWN, 0x801, METHOD_BUFFERED, FILE_ANY_ACCESS).</summary>
    public const uint IOCTL_COUNT = 0x222004;

    /// <summary>Tag of the records.</summary>
    protected static readonly PoolTag RecordTag = "EvRc";

    private const string DeviceName = @"\Device\EventRecorder";
    private const string LinkName = @"\DosDevices\EventRecorder";

    /// <inheritdoc/>
    public override NTSTATUS DriverEntry(DriverObject driverObject, UnicodeString registryPath)
    {
        var status = IoCreateDevice(
            driverObject,
            RecorderExtension.Bytes,
            DeviceName,
            FILE_DEVICE.FILE_DEVICE_UNKNOWN,
            DEVICE_CHARACTERISTICS.FILE_DEVICE_SECURE_OPEN,
            exclusive: false,
            out var device);
        if (!NT_SUCCESS(status))
        {
            return status;
        }

        var recorder = new RecorderExtension(device.DeviceExtension);
        KeInitializeSpinLock(recorder.Lock);
        InitializeListHead(recorder.Records);

        status = IoCreateSymbolicLink(LinkName, DeviceName);
        if (!NT_SUCCESS(status))
        {
            IoDeleteDevice(device);
            return status;
        }

        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_CREATE, DispatchCreateClose);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_CLOSE, DispatchCreateClose);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_FLUSH_BUFFERS, DispatchFlush);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_DEVICE_CONTROL, DispatchDeviceControl);
        driverObject.SetDriverUnload(Unload);
        return STATUS_SUCCESS;
    }

    /// <summary>Keeps a copy of <paramref name="data"/>. IRQL: up to DISPATCH_LEVEL.</summary>
    protected abstract NTSTATUS RecordEvent(RecorderExtension recorder, Pointer data, uint length);

    /// <summary>Fills a record that the caller allocated, and appends it. IRQL: up to DISPATCH_LEVEL.</summary>
    protected void AppendRecord(RecorderExtension recorder, EventRecord record, Pointer data, uint length)
    {
        record.Length = length;
        RtlCopyMemory(record.Data, data, length);

        KeAcquireSpinLock(recorder.Lock, out var oldIrql);
        InsertTailList(recorder.Records, record.Pointer);
        recorder.Count++;
        KeReleaseSpinLock(recorder.Lock, oldIrql);
    }

    private NTSTATUS DispatchCreateClose(DeviceObject device, Irp irp) => CompleteRequest(irp, STATUS_SUCCESS, 0);

    private NTSTATUS DispatchFlush(DeviceObject device, Irp irp)
    {
        FreeRecords(new RecorderExtension(device.DeviceExtension));
        return CompleteRequest(irp, STATUS_SUCCESS, 0);
    }

    private NTSTATUS DispatchDeviceControl(DeviceObject device, Irp irp)
    {
        var stack = IoGetCurrentIrpStackLocation(irp);
        var recorder = new RecorderExtension(device.DeviceExtension);
        switch (stack.IoControlCode)
        {
            case IOCTL_RECORD:
                return CompleteRequest(irp, RecordEvent(recorder, irp.SystemBuffer, stack.InputBufferLength), 0);

            case IOCTL_COUNT when stack.OutputBufferLength < sizeof(uint):
                return CompleteRequest(irp, STATUS_BUFFER_TOO_SMALL, 0);

            case IOCTL_COUNT:
                irp.SystemBuffer.Write(0, recorder.Count);
                return CompleteRequest(irp, STATUS_SUCCESS, sizeof(uint));

            default:
                return CompleteRequest(irp, STATUS_INVALID_DEVICE_REQUEST, 0);
        }
    }

    private void FreeRecords(RecorderExtension recorder)
    {
        KeAcquireSpinLock(recorder.Lock, out var oldIrql);
        while (!IsListEmpty(recorder.Records))
        {
            var entry = RemoveHeadList(recorder.Records);
            ExFreePoolWithTag(entry, RecordTag);
        }

        recorder.Count = 0;
        KeReleaseSpinLock(recorder.Lock, oldIrql);
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
        FreeRecords(new RecorderExtension(device.DeviceExtension));
        IoDeleteDevice(device);
    }
}
