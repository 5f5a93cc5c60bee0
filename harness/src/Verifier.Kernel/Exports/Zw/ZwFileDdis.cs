namespace Verifier.Kernel;

/// <summary>
/// Files, as "Using Files in a Driver" has it: those of the machine's own store (<see cref="FileStore"/>). IRQL: PASSIVE_LEVEL. All fail with
/// STATUS_INSUFFICIENT_RESOURCES when memory is short.
/// </summary>
internal static class ZwFileDdis
{
    private const string Store = "files of the scenario; no devices, pipes or access checks";

    /// <summary>
    /// Opens or makes a file. What it did is in IoStatusBlock.Information. Fails as file systems do: STATUS_OBJECT_NAME_NOT_FOUND,
    /// STATUS_OBJECT_PATH_NOT_FOUND, STATUS_OBJECT_NAME_COLLISION, STATUS_SHARING_VIOLATION, STATUS_ACCESS_DENIED, STATUS_NOT_A_DIRECTORY,
    /// STATUS_FILE_IS_A_DIRECTORY.
    /// </summary>
    [Ddi(Family = DdiFamily.Object, Modelled = Store)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS ZwCreateFile(
        Machine machine,
        Out<ulong> fileHandle,
        uint desiredAccess,
        Pointer objectAttributes,
        IoStatusBlock ioStatusBlock,
        OptionalIn<long> allocationSize,
        uint fileAttributes,
        uint shareAccess,
        FILE_DISPOSITION createDisposition,
        uint createOptions,
        Pointer eaBuffer,
        uint eaLength) =>
        Open(machine, fileHandle, objectAttributes, ioStatusBlock, new FileOpenRequest(desiredAccess, shareAccess, createDisposition, createOptions));

    /// <summary>Opens a file that is there; fails as ZwCreateFile does.</summary>
    [Ddi(Family = DdiFamily.Object, Modelled = Store)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS ZwOpenFile(
        Machine machine,
        Out<ulong> fileHandle,
        uint desiredAccess,
        Pointer objectAttributes,
        IoStatusBlock ioStatusBlock,
        uint shareAccess,
        uint openOptions) =>
        Open(machine, fileHandle, objectAttributes, ioStatusBlock, new FileOpenRequest(desiredAccess, shareAccess, FILE_DISPOSITION.FILE_OPEN, openOptions));

    /// <summary>
    /// Reads. STATUS_END_OF_FILE at the end of the file, STATUS_INVALID_PARAMETER without an offset where the file was not opened synchronous.
    /// </summary>
    [Ddi(Family = DdiFamily.Object, Modelled = "complete when it returns; no APC")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS ZwReadFile(
        Machine machine,
        ulong fileHandle,
        ulong @event,
        Pointer apcRoutine,
        Pointer apcContext,
        IoStatusBlock ioStatusBlock,
        Pointer buffer,
        uint length,
        OptionalIn<long> byteOffset,
        OptionalIn<uint> key)
    {
        var status = machine.FileHandles.Find(fileHandle, out var opened);
        return status.IsSuccess
            ? End(machine, ioStatusBlock, machine.FileTransfers.Read(opened, buffer, length, byteOffset, out var done), done, @event)
            : status;
    }

    /// <summary>Writes; an offset of FILE_WRITE_TO_END_OF_FILE appends. Fails as ZwReadFile does.</summary>
    [Ddi(Family = DdiFamily.Object, Modelled = "complete when it returns; no APC")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS ZwWriteFile(
        Machine machine,
        ulong fileHandle,
        ulong @event,
        Pointer apcRoutine,
        Pointer apcContext,
        IoStatusBlock ioStatusBlock,
        Pointer buffer,
        uint length,
        OptionalIn<long> byteOffset,
        OptionalIn<uint> key)
    {
        var status = machine.FileHandles.Find(fileHandle, out var opened);
        return status.IsSuccess
            ? End(machine, ioStatusBlock, machine.FileTransfers.Write(opened, buffer, length, byteOffset, out var done), done, @event)
            : status;
    }

    /// <summary>
    /// Tells times, sizes, the name or the position of a file. STATUS_INFO_LENGTH_MISMATCH when the buffer is too small for the class,
    /// STATUS_INVALID_INFO_CLASS for classes that are not modelled.
    /// </summary>
    [Ddi(Family = DdiFamily.Object, Modelled = "basic, standard, name, position and network open information")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS ZwQueryInformationFile(
        Machine machine, ulong fileHandle, IoStatusBlock ioStatusBlock, Pointer fileInformation, uint length, FILE_INFORMATION_CLASS fileInformationClass)
    {
        var status = machine.FileHandles.Find(fileHandle, out var opened);
        return status.IsSuccess
            ? End(machine, ioStatusBlock, machine.FileInformation.Query(opened, fileInformationClass, fileInformation, length, out var done), done)
            : status;
    }

    /// <summary>Changes attributes, position or length of a file, or has it deleted. Fails as ZwQueryInformationFile does.</summary>
    [Ddi(Family = DdiFamily.Object, Modelled = "basic, position, end of file and disposition information")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS ZwSetInformationFile(
        Machine machine, ulong fileHandle, IoStatusBlock ioStatusBlock, Pointer fileInformation, uint length, FILE_INFORMATION_CLASS fileInformationClass)
    {
        var status = machine.FileHandles.Find(fileHandle, out var opened);
        return status.IsSuccess
            ? End(machine, ioStatusBlock, machine.FileInformation.Set(opened, fileInformationClass, fileInformation, length), 0)
            : status;
    }

    /// <summary>
    /// Tells the entries of a directory, as many as fit. STATUS_NO_SUCH_FILE when none matches, STATUS_NO_MORE_FILES after the last,
    /// STATUS_BUFFER_OVERFLOW or STATUS_BUFFER_TOO_SMALL when not even one fits.
    /// </summary>
    [Ddi(Family = DdiFamily.Object, Since = WindowsVersion.WindowsXP, Modelled = "directory, full, both and names information")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS ZwQueryDirectoryFile(
        Machine machine,
        ulong fileHandle,
        ulong @event,
        Pointer apcRoutine,
        Pointer apcContext,
        IoStatusBlock ioStatusBlock,
        Pointer fileInformation,
        uint length,
        FILE_INFORMATION_CLASS fileInformationClass,
        bool returnSingleEntry,
        [Parameter(IsOptional = true)] UnicodeString fileName,
        bool restartScan)
    {
        var status = machine.FileHandles.Find(fileHandle, out var opened);
        if (!status.IsSuccess)
        {
            return status;
        }

        var pattern = fileName.Pointer.IsNull ? null : ObjectAttributes.ReadName(machine, fileName);
        var request = new DirectoryRequest(fileInformation, length, fileInformationClass, returnSingleEntry, pattern, restartScan);
        return End(machine, ioStatusBlock, machine.Directories.Query(opened, request, out var done), done, @event);
    }

    private static NTSTATUS Open(Machine machine, ulong handleOut, ulong attributes, IoStatusBlock ioStatusBlock, FileOpenRequest request)
    {
        var given = ObjectAttributes.Read(machine, attributes);
        if (given is { RootDirectory: 0, Name: { } name } && !FileStore.IsOnVolume(name) && machine.Io.Names.Resolve(name, out _, out _).IsSuccess)
        {
            machine.Remark($"the driver opens {name}, which is a device: only files of the scenario can be opened by name");
            return NTSTATUS.STATUS_NOT_SUPPORTED;
        }

        var status = machine.FileHandles.Open(given, request, out var handle, out var result);
        if (status.IsSuccess)
        {
            machine.Memory.Write(handleOut, handle);
            End(machine, ioStatusBlock, status, (uint)result);
        }

        return status;
    }

    // An error that is returned at once leaves the status block as it is; a warning comes with data.
    private static NTSTATUS End(Machine machine, IoStatusBlock block, NTSTATUS status, uint information, ulong eventHandle = 0)
    {
        if (status.IsError)
        {
            return status;
        }

        (block.Status, block.Information) = (status, information);
        if (eventHandle != 0 && machine.Handles.Find(eventHandle) is { } entry && machine.Objects.KindOf(entry.Object) == ObjectKind.Event)
        {
            machine.Events.Set(entry.Object);
        }

        return status;
    }
}
