using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.Leaky;

/// <summary>
/// A notebook: IOCTL_NOTE_WRITE appends its input as a note, IOCTL_NOTE_READ returns the latest one. A note is two blocks; a journal
/// remembers the lengths. What is left out is how a note is made and how everything is given back.
/// </summary>
public abstract class NotebookDriver : DriverModel
{
    /// <summary>CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS).</summary>
    public const uint IOCTL_NOTE_WRITE = 0x222000;

    /// <summary>CTL_CODE(FILE_DEVICE_UNKNOWN, 0x801, METHOD_BUFFERED, FILE_ANY_ACCESS).</summary>
    public const uint IOCTL_NOTE_READ = 0x222004;

    /// <summary>Bytes of the journal: one ULONG a note, in a ring.</summary>
    protected const uint JournalBytes = 0x400;

    /// <summary>Tag of a note.</summary>
    protected static readonly PoolTag NoteTag = "Note";

    /// <summary>Tag of a note's text.</summary>
    protected static readonly PoolTag TextTag = "NTxt";

    /// <summary>Tag of the journal.</summary>
    protected static readonly PoolTag JournalTag = "NJrn";

    private const string DeviceName = @"\Device\Notebook";
    private const string LinkName = @"\DosDevices\Notebook";
    private const long ListEntryBlink = 8;
    private const uint JournalSlots = JournalBytes / sizeof(uint);

    /// <inheritdoc/>
    public override NTSTATUS DriverEntry(DriverObject driverObject, UnicodeString registryPath)
    {
        var status = IoCreateDevice(
            driverObject,
            NotebookExtension.Bytes,
            DeviceName,
            FILE_DEVICE.FILE_DEVICE_UNKNOWN,
            DEVICE_CHARACTERISTICS.FILE_DEVICE_SECURE_OPEN,
            exclusive: false,
            out var device);
        if (!NT_SUCCESS(status))
        {
            return status;
        }

        var notebook = new NotebookExtension(device.DeviceExtension);
        ExInitializeFastMutex(notebook.Lock);
        InitializeListHead(notebook.Notes);
        notebook.Journal = ExAllocatePoolWithTag(POOL_TYPE.PagedPool, JournalBytes, JournalTag);
        if (notebook.Journal.IsNull)
        {
            IoDeleteDevice(device);
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        status = IoCreateSymbolicLink(LinkName, DeviceName);
        if (!NT_SUCCESS(status))
        {
            // Unload is not called when DriverEntry fails.
            ExFreePoolWithTag(notebook.Journal, JournalTag);
            IoDeleteDevice(device);
            return status;
        }

        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_CREATE, DispatchCreateClose);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_CLOSE, DispatchCreateClose);
        driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_DEVICE_CONTROL, DispatchDeviceControl);
        driverObject.SetDriverUnload(Unload);
        return STATUS_SUCCESS;
    }

    /// <summary>Makes a note of <paramref name="length"/> bytes of text. IRQL: PASSIVE_LEVEL.</summary>
    protected virtual NTSTATUS CreateNote(Pointer text, uint length, out Note note)
    {
        note = new Note(ExAllocatePoolWithTag(POOL_TYPE.PagedPool, Note.Bytes, NoteTag));
        if (note.Pointer.IsNull)
        {
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        note.Text = ExAllocatePoolWithTag(POOL_TYPE.PagedPool, length, TextTag);
        if (note.Text.IsNull)
        {
            ExFreePoolWithTag(note.Pointer, NoteTag);
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        RtlCopyMemory(note.Text, text, length);
        note.Length = length;
        return STATUS_SUCCESS;
    }

    /// <summary>Gives back all notes and the journal; the device is not used any more. IRQL: PASSIVE_LEVEL.</summary>
    protected virtual void FreeNotebook(NotebookExtension notebook)
    {
        while (!IsListEmpty(notebook.Notes))
        {
            var note = new Note(RemoveHeadList(notebook.Notes));
            ExFreePoolWithTag(note.Text, TextTag);
            ExFreePoolWithTag(note.Pointer, NoteTag);
        }

        ExFreePoolWithTag(notebook.Journal, JournalTag);
    }

    private NTSTATUS DispatchCreateClose(DeviceObject device, Irp irp) => CompleteRequest(irp, STATUS_SUCCESS, 0);

    private NTSTATUS DispatchDeviceControl(DeviceObject device, Irp irp)
    {
        var stack = IoGetCurrentIrpStackLocation(irp);
        var notebook = new NotebookExtension(device.DeviceExtension);
        switch (stack.IoControlCode)
        {
            case IOCTL_NOTE_WRITE when stack.InputBufferLength == 0:
                return CompleteRequest(irp, STATUS_INVALID_PARAMETER, 0);

            case IOCTL_NOTE_WRITE:
                return CompleteRequest(irp, WriteNote(notebook, irp.SystemBuffer, stack.InputBufferLength), 0);

            case IOCTL_NOTE_READ:
                var status = ReadNote(notebook, irp.SystemBuffer, stack.OutputBufferLength, out var copied);
                return CompleteRequest(irp, status, copied);

            default:
                return CompleteRequest(irp, STATUS_INVALID_DEVICE_REQUEST, 0);
        }
    }

    private NTSTATUS WriteNote(NotebookExtension notebook, Pointer text, uint length)
    {
        var status = CreateNote(text, length, out var note);
        if (!NT_SUCCESS(status))
        {
            return status;
        }

        ExAcquireFastMutex(notebook.Lock);
        InsertTailList(notebook.Notes, note.Pointer);
        notebook.Journal.Write(sizeof(uint) * (notebook.Written % JournalSlots), length);
        notebook.Written++;
        notebook.Count++;
        ExReleaseFastMutex(notebook.Lock);
        return STATUS_SUCCESS;
    }

    private NTSTATUS ReadNote(NotebookExtension notebook, Pointer output, uint outputLength, out uint copied)
    {
        copied = 0;
        var status = STATUS_SUCCESS;
        ExAcquireFastMutex(notebook.Lock);
        if (notebook.Count > 0)
        {
            var latest = new Note(notebook.Notes.ReadPointer(ListEntryBlink));
            if (latest.Length <= outputLength)
            {
                RtlCopyMemory(output, latest.Text, latest.Length);
                copied = latest.Length;
            }
            else
            {
                status = STATUS_BUFFER_TOO_SMALL;
            }
        }

        ExReleaseFastMutex(notebook.Lock);
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
        var device = driverObject.DeviceObject;
        IoDeleteSymbolicLink(LinkName);
        FreeNotebook(new NotebookExtension(device.DeviceExtension));
        IoDeleteDevice(device);
    }
}
