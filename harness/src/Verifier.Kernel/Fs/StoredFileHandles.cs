namespace Verifier.Kernel;

/// <summary>Handles to files of the store: opening, making, closing.</summary>
internal sealed class StoredFileHandles(Machine machine)
{
    private const uint DirectoryOnly = 0x1;
    private const uint NoDirectory = 0x40;

    private readonly Dictionary<ulong, OpenedFile> _open = [];

    /// <summary>Opens or makes a file, as FILE_OPEN, FILE_CREATE and the rest want it.</summary>
    public NTSTATUS Open(ObjectAttributes given, FileOpenRequest request, out ulong handle, out FILE_OPENED result)
    {
        (handle, result) = (0, FILE_OPENED.FILE_DOES_NOT_EXIST);
        StoredFile? root = null;
        if (given.RootDirectory != 0)
        {
            var found = Find(given.RootDirectory, out var directory);
            if (!found.IsSuccess)
            {
                return found;
            }

            root = directory.File;
            if (!root.IsDirectory)
            {
                return NTSTATUS.STATUS_OBJECT_PATH_NOT_FOUND;
            }
        }

        var status = machine.Files.Find(given.Name ?? string.Empty, root, out var parent, out var name);
        if (!status.IsSuccess)
        {
            return status;
        }

        var file = name.Length == 0 ? parent : parent.Child(name);
        status = Check(file, request);
        if (!status.IsSuccess)
        {
            return status;
        }

        var body = Reserve(out var made);
        if (body == 0)
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        result = file is null ? FILE_OPENED.FILE_CREATED : Change(file, request.Disposition);
        file ??= parent.Add(name, (request.Options & DirectoryOnly) != 0, machine.Clock.SystemTime);
        var opened = new OpenedFile(file, request.Access, request.Share, request.Options);
        file.Opened.Add(opened);
        _open.Add(body, opened);
        WriteName(made!, file.Path);
        handle = machine.Handles.Create(body, request.Access, given.Flags, () => Close(opened));
        machine.Objects.Dereference(body);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>The open file behind a handle; an error status when the handle is none of a file of the store.</summary>
    public NTSTATUS Find(ulong handle, out OpenedFile opened)
    {
        opened = null!;
        if (machine.Handles.Find(handle) is not { } entry)
        {
            return NTSTATUS.STATUS_INVALID_HANDLE;
        }

        return _open.TryGetValue(entry.Object, out opened!) ? NTSTATUS.STATUS_SUCCESS : NTSTATUS.STATUS_OBJECT_TYPE_MISMATCH;
    }

    public void Reset() => _open.Clear();

    private static NTSTATUS Check(StoredFile? file, FileOpenRequest request)
    {
        var wanted = new OpenedFile(file ?? new StoredFile(string.Empty, null, false), request.Access, request.Share, request.Options);
        if (file is null)
        {
            return request.Disposition is FILE_DISPOSITION.FILE_OPEN or FILE_DISPOSITION.FILE_OVERWRITE
                ? NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND
                : NTSTATUS.STATUS_SUCCESS;
        }

        var empties = request.Disposition is FILE_DISPOSITION.FILE_SUPERSEDE or FILE_DISPOSITION.FILE_OVERWRITE or FILE_DISPOSITION.FILE_OVERWRITE_IF;
        return request.Disposition == FILE_DISPOSITION.FILE_CREATE ? NTSTATUS.STATUS_OBJECT_NAME_COLLISION
            : file.IsDeletePending ? NTSTATUS.STATUS_DELETE_PENDING
            : !file.IsDirectory && (request.Options & DirectoryOnly) != 0 ? NTSTATUS.STATUS_NOT_A_DIRECTORY
            : file.IsDirectory && ((request.Options & NoDirectory) != 0 || empties) ? NTSTATUS.STATUS_FILE_IS_A_DIRECTORY
            : file.IsReadOnly && (wanted.CanWrite || empties) ? NTSTATUS.STATUS_ACCESS_DENIED
            : file.IsReadOnly && wanted.DeletesOnClose ? NTSTATUS.STATUS_CANNOT_DELETE
            : !file.Opened.TrueForAll(wanted.Bears) ? NTSTATUS.STATUS_SHARING_VIOLATION
            : NTSTATUS.STATUS_SUCCESS;
    }

    private FILE_OPENED Change(StoredFile file, FILE_DISPOSITION disposition)
    {
        if (disposition is FILE_DISPOSITION.FILE_OPEN or FILE_DISPOSITION.FILE_OPEN_IF)
        {
            return FILE_OPENED.FILE_OPENED;
        }

        (file.Data, file.LastWriteTime) = ([], machine.Clock.SystemTime);
        return disposition == FILE_DISPOSITION.FILE_SUPERSEDE ? FILE_OPENED.FILE_SUPERSEDED : FILE_OPENED.FILE_OVERWRITTEN;
    }

    private ulong Reserve(out KernelObject? made)
    {
        var body = 0UL;
        made = machine.Objects.Create(ObjectKind.File, FileObject.Bytes + NameBytes, deleted: () => _open.Remove(body));
        return body = made?.Body ?? 0;
    }

    // The longest path of Windows fits behind every file object, so that its name needs no block of its own.
    private const int NameBytes = 2 * 260;

    private void WriteName(KernelObject made, string path)
    {
        machine.Memory.Fill(made.Body, FileObject.Bytes, 0);
        var view = new FileObject(machine, made.Body) { Type = IO_TYPE.IO_TYPE_FILE, Size = FileObject.Bytes };
        machine.Dispatcher.Initialize(view.Event.Pointer, DispatcherType.NotificationEvent, DispatcherHeader.Bytes, 0);
        KernelText.Write(machine, view.FileName, made.Body + FileObject.Bytes, path.Length > NameBytes / sizeof(char) ? path[..(NameBytes / sizeof(char))] : path);
    }

    private static IEnumerator<KernelAction> Close(OpenedFile opened)
    {
        var file = opened.File;
        file.Opened.Remove(opened);
        file.IsDeletePending |= opened.DeletesOnClose;
        if (file is { IsDeletePending: true, Opened.Count: 0, Children.Count: 0 })
        {
            file.Parent?.Remove(file);
        }

        return KernelAction.Nothing;
    }
}

/// <summary>The parameters with which a file is opened.</summary>
internal readonly record struct FileOpenRequest(uint Access, uint Share, FILE_DISPOSITION Disposition, uint Options);
