using System.Buffers;

namespace Verifier.Kernel;

/// <summary>
/// The files of the simulated machine: one volume, C:, with Windows in \Windows. Paths are those of drivers: \??\C:\…, \DosDevices\C:\…,
/// \SystemRoot\…. Names are compared without case.
/// </summary>
internal sealed class FileStore(Machine machine)
{
    private const string SystemRoot = @"\SystemRoot";
    private const string Windows = @"\Windows";

    private static readonly string[] Volumes = [@"\??\C:", @"\DosDevices\C:", @"\GLOBAL??\C:", @"\Device\HarddiskVolume1"];
    private static readonly string[] Directories = [@"\Windows\System32\drivers", @"\Windows\Temp"];

    private static readonly SearchValues<char> s_forbidden = SearchValues.Create("/:*?\"<>|");

    private StoredFile? _root;

    // Made at the first search for a file: most runs have none.
    private StoredFile Root => _root ??= AtBoot();

    /// <summary>Puts a file where a script wants it, with the directories that lead there.</summary>
    public StoredFile Put(string path, bool isDirectory, ReadOnlySpan<byte> data)
    {
        var at = Root;
        var names = Split(OnVolume(path) ?? throw new ArgumentException($"{path} is not on the machine's volume.", nameof(path)));
        for (var i = 0; i < names.Length; i++)
        {
            at = at.Child(names[i]) ?? at.Add(names[i], isDirectory || i < names.Length - 1, machine.Clock.SystemTime);
        }

        at.Data = data.ToArray();
        return at;
    }

    /// <summary>True if the path is on the volume.</summary>
    public static bool IsOnVolume(string path) => OnVolume(path) is not null;

    /// <summary>
    /// The directory of a path and the last name in it, which may be empty: the directory itself. STATUS_OBJECT_PATH_NOT_FOUND where no
    /// directory leads there, STATUS_OBJECT_NAME_INVALID for a path that is none.
    /// </summary>
    public NTSTATUS Find(string path, StoredFile? root, out StoredFile directory, out string name)
    {
        (directory, name) = (root ?? Root, string.Empty);
        if ((root is null ? OnVolume(path) : path) is not { } rest)
        {
            return path.StartsWith('\\') ? NTSTATUS.STATUS_OBJECT_PATH_NOT_FOUND : NTSTATUS.STATUS_OBJECT_NAME_INVALID;
        }

        var names = Split(rest);
        if (names.Any(n => n.AsSpan().ContainsAny(s_forbidden)))
        {
            return NTSTATUS.STATUS_OBJECT_NAME_INVALID;
        }

        for (var i = 0; i < names.Length - 1; i++)
        {
            if (directory.Child(names[i]) is not { IsDirectory: true } next)
            {
                return NTSTATUS.STATUS_OBJECT_PATH_NOT_FOUND;
            }

            directory = next;
        }

        name = names.Length > 0 ? names[^1] : string.Empty;
        return NTSTATUS.STATUS_SUCCESS;
    }

    public void Reset() => _root = null;

    private static StoredFile AtBoot()
    {
        var root = new StoredFile(string.Empty, null, isDirectory: true);
        foreach (var path in Directories)
        {
            var at = root;
            foreach (var name in Split(path))
            {
                at = at.Child(name) ?? at.Add(name, directory: true, Clock.BootSystemTime);
            }
        }

        return root;
    }

    private static string? OnVolume(string path)
    {
        if (StartsWith(path, SystemRoot))
        {
            return Windows + path[SystemRoot.Length..];
        }

        var volume = Array.Find(Volumes, v => StartsWith(path, v));
        return volume is null ? null : path[volume.Length..];
    }

    private static bool StartsWith(string path, string prefix) =>
        path.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && (path.Length == prefix.Length || path[prefix.Length] == '\\');

    private static string[] Split(string path) => path.Split('\\', StringSplitOptions.RemoveEmptyEntries);
}
