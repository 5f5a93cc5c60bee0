using System.Runtime.InteropServices;

namespace Verifier.Kernel;

/// <summary>The information about a file that ZwQueryInformationFile returns, and that ZwSetInformationFile changes.</summary>
internal sealed class FileInformation(Machine machine)
{
    private const int NameHeader = 4;
    private const int AllocationUnit = 4096;

    /// <summary>
    /// STATUS_INFO_LENGTH_MISMATCH for a buffer that is too small for the class, STATUS_BUFFER_OVERFLOW for one that holds part of a name,
    /// STATUS_INVALID_INFO_CLASS for a class that these files do not know.
    /// </summary>
    public NTSTATUS Query(OpenedFile opened, FILE_INFORMATION_CLASS kind, ulong buffer, uint length, out uint done)
    {
        done = 0;
        if (Describe(opened, kind) is not { } bytes)
        {
            return NTSTATUS.STATUS_INVALID_INFO_CLASS;
        }

        var least = kind == FILE_INFORMATION_CLASS.FileNameInformation ? NameHeader : bytes.Length;
        if (length < least)
        {
            return NTSTATUS.STATUS_INFO_LENGTH_MISMATCH;
        }

        done = (uint)Math.Min(length, bytes.Length);
        machine.Memory.CopyTo(buffer, bytes.AsSpan(0, (int)done));
        return done < bytes.Length ? NTSTATUS.STATUS_BUFFER_OVERFLOW : NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>Changes a file; statuses as for <see cref="Query"/>, and STATUS_ACCESS_DENIED for a handle that must not.</summary>
    public NTSTATUS Set(OpenedFile opened, FILE_INFORMATION_CLASS kind, ulong buffer, uint length)
    {
        const int basicBytes = 0x28;
        switch (kind)
        {
            case FILE_INFORMATION_CLASS.FileBasicInformation:
                return length < basicBytes ? NTSTATUS.STATUS_INFO_LENGTH_MISMATCH : SetBasic(opened.File, buffer);
            case FILE_INFORMATION_CLASS.FilePositionInformation:
                return length < sizeof(long) ? NTSTATUS.STATUS_INFO_LENGTH_MISMATCH : SetPosition(opened, machine.Memory.Read<long>(buffer));
            case FILE_INFORMATION_CLASS.FileEndOfFileInformation:
                return length < sizeof(long) ? NTSTATUS.STATUS_INFO_LENGTH_MISMATCH
                    : !opened.CanWrite ? NTSTATUS.STATUS_ACCESS_DENIED
                    : machine.FileTransfers.Resize(opened.File, machine.Memory.Read<long>(buffer));
            case FILE_INFORMATION_CLASS.FileDispositionInformation:
                return length < sizeof(byte) ? NTSTATUS.STATUS_INFO_LENGTH_MISMATCH : SetDisposition(opened, machine.Memory.Read<byte>(buffer) != 0);
            default:
                return NTSTATUS.STATUS_INVALID_INFO_CLASS;
        }
    }

    /// <summary>The bytes that a file takes on the volume.</summary>
    public static long AllocationOf(StoredFile file) => (file.Data.LongLength + AllocationUnit - 1) & -AllocationUnit;

    private static byte[]? Describe(OpenedFile opened, FILE_INFORMATION_CLASS kind)
    {
        var file = opened.File;
        return kind switch
        {
            FILE_INFORMATION_CLASS.FileBasicInformation => Bytes(file.CreationTime, file.LastWriteTime, file.LastWriteTime, file.LastWriteTime, file.Attributes),
            FILE_INFORMATION_CLASS.FileStandardInformation => Bytes(
                AllocationOf(file), file.Data.LongLength, 1 | ((file.IsDeletePending ? 1L : 0) << 32) | ((file.IsDirectory ? 1L : 0) << 40)),
            FILE_INFORMATION_CLASS.FilePositionInformation => Bytes(opened.Position),
            FILE_INFORMATION_CLASS.FileNetworkOpenInformation => Bytes(
                file.CreationTime, file.LastWriteTime, file.LastWriteTime, file.LastWriteTime, AllocationOf(file), file.Data.LongLength, file.Attributes),
            FILE_INFORMATION_CLASS.FileNameInformation => Name(file.Path),
            _ => null,
        };
    }

    private static byte[] Bytes(params long[] values) => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    private static byte[] Name(string path)
    {
        var name = path.Length == 0 ? @"\" : path;
        return [.. BitConverter.GetBytes(name.Length * sizeof(char)), .. MemoryMarshal.AsBytes(name.AsSpan())];
    }

    // Times of 0 and attributes of 0 leave what there is.
    private NTSTATUS SetBasic(StoredFile file, ulong buffer)
    {
        const ulong writeTimeOffset = 0x10, attributesOffset = 0x20;
        if (machine.Memory.Read<long>(buffer + writeTimeOffset) is var time and > 0)
        {
            file.LastWriteTime = time;
        }

        if (machine.Memory.Read<uint>(buffer + attributesOffset) is var attributes and not 0)
        {
            file.Attributes = (attributes & ~StoredFile.DirectoryAttribute) | (file.IsDirectory ? StoredFile.DirectoryAttribute : 0);
        }

        return NTSTATUS.STATUS_SUCCESS;
    }

    private static NTSTATUS SetPosition(OpenedFile opened, long position)
    {
        if (position < 0)
        {
            return NTSTATUS.STATUS_INVALID_PARAMETER;
        }

        opened.Position = position;
        return NTSTATUS.STATUS_SUCCESS;
    }

    private static NTSTATUS SetDisposition(OpenedFile opened, bool isDeleted)
    {
        var status = !opened.CanDelete ? NTSTATUS.STATUS_ACCESS_DENIED
            : isDeleted && (opened.File.IsReadOnly || opened.File.Parent is null) ? NTSTATUS.STATUS_CANNOT_DELETE
            : isDeleted && opened.File.Children.Count > 0 ? NTSTATUS.STATUS_DIRECTORY_NOT_EMPTY
            : NTSTATUS.STATUS_SUCCESS;
        if (status.IsSuccess)
        {
            opened.File.IsDeletePending = isDeleted;
        }

        return status;
    }
}
