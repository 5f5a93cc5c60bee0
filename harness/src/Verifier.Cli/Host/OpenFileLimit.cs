using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Verifier.Cli.Host;

/// <summary>
/// Checks how many files the process may have open. With too few the runtime cannot load its own parts, and the place at which that shows
/// is chance: so it is reported before anything else, with code that is loaded already.
/// </summary>
internal static class OpenFileLimit
{
    /// <summary>Number of open files that the program needs with a few jobs.</summary>
    public const ulong Needed = 256;

    private const int OnLinux = 7;
    private const int Elsewhere = 8;

    /// <summary>Says on stderr that there are too few, if so.</summary>
    /// <returns>True if there are enough.</returns>
    public static bool IsEnough()
    {
        if (OperatingSystem.IsWindows() || Get(OperatingSystem.IsLinux() ? OnLinux : Elsewhere, out var limit) != 0 || limit.Soft >= Needed)
        {
            return true;
        }

        var sentence = "error: this process may open only " + limit.Soft.ToString(CultureInfo.InvariantCulture) + " files, and needs "
            + Needed.ToString(CultureInfo.InvariantCulture) + "; raise the limit, as with: ulimit -n 1024\n";
        var bytes = Encoding.UTF8.GetBytes(sentence);
        _ = Write(2, bytes, bytes.Length);
        return false;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public ulong Soft;
        public ulong Hard;
    }

    [DllImport("libc", EntryPoint = "getrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Get(int resource, out Limit limit);

    [DllImport("libc", EntryPoint = "write")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Write(int descriptor, byte[] bytes, nint count);
}
