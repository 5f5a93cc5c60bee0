namespace Verifier.Kernel;

/// <summary>
/// The object manager's directories: those that exist from boot, and those that drivers make. A name can be given only in one of them.
/// </summary>
internal static class ObjectDirectories
{
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        @"\", @"\??", @"\GLOBAL??", @"\DosDevices", @"\Device", @"\Driver", @"\FileSystem", @"\ObjectTypes", @"\BaseNamedObjects", @"\KernelObjects",
        @"\Callback", @"\Security", @"\ArcName", @"\NLS", @"\KnownDlls", @"\RPC Control", @"\Windows", @"\Sessions",
    };

    /// <summary>True if it is the name of a directory.</summary>
    public static bool Has(Machine machine, string path) =>
        Known.Contains(path) || machine.Objects.Find(path) is { Kind: ObjectKind.Directory };

    /// <summary>The name without its last component: the directory that it is in.</summary>
    public static string ParentOf(string path) => path.LastIndexOf('\\') is > 0 and var end ? path[..end] : @"\";

    /// <summary>True if the name can be in a directory at all: a full path whose components are not empty.</summary>
    public static bool IsPath(string path) =>
        path.Length > 1 && path[0] == '\\' && path[^1] != '\\' && !path.Contains(@"\\", StringComparison.Ordinal);
}
