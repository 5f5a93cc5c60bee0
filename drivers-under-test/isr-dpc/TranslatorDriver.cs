using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.IsrDpc;

/// <summary>
/// A translator of text by a large table: no interrupt, no DPC, no spin lock; everything happens at PASSIVE_LEVEL, or at APC_LEVEL with
/// the fast mutex held. The twins differ in the pool that the table comes from.
/// </summary>
public abstract class TranslatorDriver : DriverModel
{
    /// <summary>CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS).</summary>
    public const uint IOCTL_TRANSLATE = 0x222000;

    /// <summary>Bytes of the table: 1 MB.</summary>
    protected const uint TableBytes = 0x100000;

    private const string DeviceName = @"\Device\Translator";
    private const string LinkName = @"\DosDevices\Translator";
    private const uint BytesPerCharacter = TableBytes / 256;

    private static readonly PoolTag TableTag = "TrTb";

    /// <summary>The pool of the table.</summary>
    protected abstract POOL_TYPE TablePool { get; }

    /// <inheritdoc/>
    public override NTSTATUS DriverEntry(DriverObject driverObject, UnicodeString registryPath)
    {
        var status = IoCreateDevice(
            driverObject,
            TranslatorExtension.Bytes,
            DeviceName,
            FILE_DEVICE.FILE_DEVICE_UNKNOWN,
            DEVICE_CHARACTERISTICS.FILE_DEVICE_SECURE_OPEN,
            exclusive: false,
            out var device);
        if (!NT_SUCCESS(status))
        {
            return status;
        }

        var translator = new TranslatorExtension(device.DeviceExtension);
        ExInitializeFastMutex(translator.Lock);
        translator.Table = ExAllocatePoolWithTag(TablePool, TableBytes, TableTag);
        if (translator.Table.IsNull)
        {
            IoDeleteDevice(device);
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        status = IoCreateSymbolicLink(LinkName, DeviceName);
        if (!NT_SUCCESS(status))
        {
            ExFreePoolWithTag(translator.Table, TableTag);
            IoDeleteDevice(device);
            return status;
        }

        // One row a character; the first byte of a row is its translation: Latin letters change case.
        for (var c = 0U; c < 256; c++)
        {
            translator.Table.Write(c * BytesPerCharacter, Translation((byte)c));
        }

        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_CREATE, DispatchCreateClose);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_CLOSE, DispatchCreateClose);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_DEVICE_CONTROL, DispatchDeviceControl);
        driverObject.SetDriverUnload(Unload);
        return STATUS_SUCCESS;
    }

    private NTSTATUS DispatchCreateClose(DeviceObject device, Irp irp) => CompleteRequest(irp, STATUS_SUCCESS, 0);

    private NTSTATUS DispatchDeviceControl(DeviceObject device, Irp irp)
    {
        var stack = IoGetCurrentIrpStackLocation(irp);
        if (stack.IoControlCode != IOCTL_TRANSLATE)
        {
            return CompleteRequest(irp, STATUS_INVALID_DEVICE_REQUEST, 0);
        }

        var length = Math.Min(stack.InputBufferLength, stack.OutputBufferLength);
        Translate(new TranslatorExtension(device.DeviceExtension), irp.SystemBuffer, length);
        return CompleteRequest(irp, STATUS_SUCCESS, length);
    }

    private void Translate(TranslatorExtension translator, Pointer text, uint length)
    {
        for (var i = 0U; i < length; i++)
        {
            text.Write(i, translator.Table.Read<byte>(text.Read<byte>(i) * BytesPerCharacter));
        }

        ExAcquireFastMutex(translator.Lock);
        translator.Translated += length;
        ExReleaseFastMutex(translator.Lock);
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
        ExFreePoolWithTag(new TranslatorExtension(device.DeviceExtension).Table, TableTag);
        IoDeleteDevice(device);
    }

    private static byte Translation(byte c) => char.IsAsciiLetter((char)c) ? (byte)(c ^ 0x20) : c;
}
