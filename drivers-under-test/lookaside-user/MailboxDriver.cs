using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.LookasideUser;

/// <summary>
/// A mailbox: a write posts a letter, a read takes the oldest one out, 0 bytes when there is none. Letters are entries of a nonpaged
/// lookaside list. What is left out is how a letter is filled and how the list is given back.
/// </summary>
public abstract class MailboxDriver : DriverModel
{
    /// <summary>Tag of the letters.</summary>
    protected static readonly PoolTag LetterTag = "Lttr";

    private const string DeviceName = @"\Device\Mailbox";
    private const string LinkName = @"\DosDevices\Mailbox";

    /// <inheritdoc/>
    public override NTSTATUS DriverEntry(DriverObject driverObject, UnicodeString registryPath)
    {
        var status = IoCreateDevice(
            driverObject,
            MailboxExtension.Bytes,
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
        var mailbox = new MailboxExtension(device.DeviceExtension);
        KeInitializeSpinLock(mailbox.Lock);
        InitializeListHead(mailbox.Queue);
        ExInitializeNPagedLookasideList(mailbox.Letters, null, null, 0, Letter.Bytes, LetterTag, 0);

        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_CREATE, DispatchCreateClose);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_CLOSE, DispatchCreateClose);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_WRITE, DispatchWrite);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_READ, DispatchRead);
        driverObject.SetDriverUnload(Unload);
        return STATUS_SUCCESS;
    }

    /// <summary>Takes a letter from the list and fills it. IRQL: up to DISPATCH_LEVEL.</summary>
    protected virtual NTSTATUS FillLetter(MailboxExtension mailbox, Pointer text, uint length, out Letter letter)
    {
        letter = new Letter(ExAllocateFromNPagedLookasideList(mailbox.Letters));
        if (letter.Pointer.IsNull)
        {
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        letter.Length = length;
        RtlCopyMemory(letter.Text, text, length);
        return STATUS_SUCCESS;
    }

    /// <summary>Gives the list back; all letters are in it. IRQL: PASSIVE_LEVEL.</summary>
    protected virtual void DeleteLetters(MailboxExtension mailbox) => ExDeleteNPagedLookasideList(mailbox.Letters);

    private NTSTATUS DispatchCreateClose(DeviceObject device, Irp irp) => CompleteRequest(irp, STATUS_SUCCESS, 0);

    private NTSTATUS DispatchWrite(DeviceObject device, Irp irp)
    {
        var mailbox = new MailboxExtension(device.DeviceExtension);
        var length = IoGetCurrentIrpStackLocation(irp).WriteLength;
        if (length is 0 or > Letter.TextBytes)
        {
            return CompleteRequest(irp, STATUS_INVALID_BUFFER_SIZE, 0);
        }

        var status = FillLetter(mailbox, irp.SystemBuffer, length, out var letter);
        if (!NT_SUCCESS(status))
        {
            return CompleteRequest(irp, status, 0);
        }

        KeAcquireSpinLock(mailbox.Lock, out var oldIrql);
        InsertTailList(mailbox.Queue, letter.Pointer);
        KeReleaseSpinLock(mailbox.Lock, oldIrql);
        return CompleteRequest(irp, STATUS_SUCCESS, length);
    }

    private NTSTATUS DispatchRead(DeviceObject device, Irp irp)
    {
        var mailbox = new MailboxExtension(device.DeviceExtension);
        var letter = TakeOldest(mailbox);
        if (letter.Pointer.IsNull)
        {
            return CompleteRequest(irp, STATUS_SUCCESS, 0);
        }

        var length = Math.Min(letter.Length, IoGetCurrentIrpStackLocation(irp).ReadLength);
        RtlCopyMemory(irp.SystemBuffer, letter.Text, length);
        ExFreeToNPagedLookasideList(mailbox.Letters, letter.Pointer);
        return CompleteRequest(irp, STATUS_SUCCESS, length);
    }

    private Letter TakeOldest(MailboxExtension mailbox)
    {
        KeAcquireSpinLock(mailbox.Lock, out var oldIrql);
        var letter = new Letter(IsListEmpty(mailbox.Queue) ? Pointer.Null : RemoveHeadList(mailbox.Queue));
        KeReleaseSpinLock(mailbox.Lock, oldIrql);
        return letter;
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
        var mailbox = new MailboxExtension(device.DeviceExtension);
        IoDeleteSymbolicLink(LinkName);
        for (var letter = TakeOldest(mailbox); !letter.Pointer.IsNull; letter = TakeOldest(mailbox))
        {
            ExFreeToNPagedLookasideList(mailbox.Letters, letter.Pointer);
        }

        DeleteLetters(mailbox);
        IoDeleteDevice(device);
    }
}
