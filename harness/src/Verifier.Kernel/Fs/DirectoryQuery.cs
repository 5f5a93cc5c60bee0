using System.IO.Enumeration;
using System.Runtime.InteropServices;

namespace Verifier.Kernel;

/// <summary>ZwQueryDirectoryFile: as many entries as fit, from where the last call ended, "." and ".." first.</summary>
internal sealed class DirectoryQuery(Machine machine)
{
    private const int Alignment = 8;

    /// <summary>
    /// STATUS_NO_SUCH_FILE when the first call finds nothing, STATUS_NO_MORE_FILES after the last entry, STATUS_BUFFER_OVERFLOW for one that fits
    /// in part, STATUS_BUFFER_TOO_SMALL when not even its fixed part does, STATUS_NOT_SUPPORTED for a class that is not known.
    /// </summary>
    public NTSTATUS Query(OpenedFile opened, DirectoryRequest request, out uint done)
    {
        done = 0;
        var nameOffset = NameOffset(request.Kind);
        if (!opened.File.IsDirectory || nameOffset == 0)
        {
            return opened.File.IsDirectory ? NTSTATUS.STATUS_NOT_SUPPORTED : NTSTATUS.STATUS_INVALID_PARAMETER;
        }

        var isFirst = opened.Pattern is null;
        opened.Pattern ??= request.Pattern is { Length: > 0 } given ? given : "*";
        opened.EntriesTold = request.Restarts ? 0 : opened.EntriesTold;
        var entries = Entries(opened.File).Where(e => FileSystemName.MatchesSimpleExpression(opened.Pattern, e.Name)).Skip(opened.EntriesTold).ToList();
        if (entries.Count == 0)
        {
            return isFirst ? NTSTATUS.STATUS_NO_SUCH_FILE : NTSTATUS.STATUS_NO_MORE_FILES;
        }

        return Write(opened, request, request.IsSingle ? entries[..1] : entries, nameOffset, out done);
    }

    private NTSTATUS Write(OpenedFile opened, DirectoryRequest request, List<(string Name, StoredFile File)> entries, int nameOffset, out uint done)
    {
        (var at, var last, done) = (0, -1, 0);
        foreach (var entry in entries)
        {
            var bytes = Describe(entry.Name, entry.File, request.Kind, nameOffset);
            if (at + bytes.Length > request.Length)
            {
                break;
            }

            machine.Memory.CopyTo(request.Buffer + (ulong)at, bytes);
            if (last >= 0)
            {
                machine.Memory.Write(request.Buffer + (ulong)last, at - last);
            }

            (last, done) = (at, (uint)(at + bytes.Length));
            at = (at + bytes.Length + Alignment - 1) & -Alignment;
            opened.EntriesTold++;
        }

        return last >= 0 ? NTSTATUS.STATUS_SUCCESS : WritePart(request, entries[0], nameOffset, out done);
    }

    private NTSTATUS WritePart(DirectoryRequest request, (string Name, StoredFile File) entry, int nameOffset, out uint done)
    {
        done = 0;
        if (request.Length < nameOffset)
        {
            return NTSTATUS.STATUS_BUFFER_TOO_SMALL;
        }

        done = request.Length;
        machine.Memory.CopyTo(request.Buffer, Describe(entry.Name, entry.File, request.Kind, nameOffset).AsSpan(0, (int)done));
        return NTSTATUS.STATUS_BUFFER_OVERFLOW;
    }

    private static IEnumerable<(string Name, StoredFile File)> Entries(StoredFile directory) =>
        [(".", directory), ("..", directory.Parent ?? directory), .. directory.Children.Select(c => (c.Name, c))];

    // Where the name begins in the structures of ntifs.h; 0 for classes that are not known.
    private static int NameOffset(FILE_INFORMATION_CLASS kind) => kind switch
    {
        FILE_INFORMATION_CLASS.FileDirectoryInformation => 0x40,
        FILE_INFORMATION_CLASS.FileFullDirectoryInformation => 0x44,
        FILE_INFORMATION_CLASS.FileBothDirectoryInformation => 0x5E,
        FILE_INFORMATION_CLASS.FileNamesInformation => 0x0C,
        _ => 0,
    };

    private static byte[] Describe(string name, StoredFile file, FILE_INFORMATION_CLASS kind, int nameOffset)
    {
        const int timesOffset = 8, attributesOffset = 0x38;
        var bytes = new byte[nameOffset + (sizeof(char) * name.Length)];
        MemoryMarshal.AsBytes(name.AsSpan()).CopyTo(bytes.AsSpan(nameOffset));
        if (kind == FILE_INFORMATION_CLASS.FileNamesInformation)
        {
            BitConverter.TryWriteBytes(bytes.AsSpan(nameOffset - sizeof(int)), sizeof(char) * name.Length);
            return bytes;
        }

        long[] values = [file.CreationTime, file.LastWriteTime, file.LastWriteTime, file.LastWriteTime, file.Data.LongLength, FileInformation.AllocationOf(file)];
        MemoryMarshal.AsBytes(values.AsSpan()).CopyTo(bytes.AsSpan(timesOffset));
        BitConverter.TryWriteBytes(bytes.AsSpan(attributesOffset), file.Attributes);
        BitConverter.TryWriteBytes(bytes.AsSpan(attributesOffset + sizeof(int)), sizeof(char) * name.Length);
        return bytes;
    }
}

/// <summary>A question for entries of a directory.</summary>
internal readonly record struct DirectoryRequest(
    ulong Buffer, uint Length, FILE_INFORMATION_CLASS Kind, bool IsSingle, string? Pattern, bool Restarts);
