using System.Globalization;
using System.Runtime.InteropServices;

namespace Verifier.Workers.Watching;

/// <summary>The threads that the operating system sees in this process. Known on Linux only, where a look costs a microsecond.</summary>
internal static class OsThreads
{
    private const string Folder = "/proc/self/task";
    private const int CurrentFolder = -100;
    private const uint WantsLinks = 4;
    private const int LinksAt = 16;
    private const int StatBytes = 256;
    private const int LinksOfAnEmptyFolder = 2;

    /// <summary>The number of them; null where it cannot be known cheaply.</summary>
    public static int? Count()
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        // A thread is a folder there, and each folder links to the one it is in: the count without reading the folder.
        Span<byte> stat = stackalloc byte[StatBytes];
        return Stat(CurrentFolder, Folder, 0, WantsLinks, ref MemoryMarshal.GetReference(stat)) == 0
            ? (int)MemoryMarshal.Read<uint>(stat[LinksAt..]) - LinksOfAnEmptyFolder
            : null;
    }

    /// <summary>Their ids and names; names are cut off after 15 characters.</summary>
    public static Dictionary<int, string> Names()
    {
        var names = new Dictionary<int, string>();
        foreach (var thread in Directory.EnumerateDirectories(Folder))
        {
            try
            {
                var name = File.ReadAllText(Path.Combine(thread, "comm")).TrimEnd('\n');
                names.Add(int.Parse(Path.GetFileName(thread), CultureInfo.InvariantCulture), name);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It has ended between the two looks.
                continue;
            }
        }

        return names;
    }

    [DllImport("libc", EntryPoint = "statx", BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Stat(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint wanted, ref byte stat);
}
