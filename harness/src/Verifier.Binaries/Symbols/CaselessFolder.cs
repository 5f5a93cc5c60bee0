namespace Verifier.Binaries.Symbols;

/// <summary>Looks for names in a folder without regard to case, as Windows does.</summary>
internal static class CaselessFolder
{
    private static readonly EnumerationOptions s_all = new() { AttributesToSkip = 0, IgnoreInaccessible = false };
    private static readonly EnumerationOptions s_readable = new() { AttributesToSkip = 0, IgnoreInaccessible = true };

    /// <summary>The file or folder with a name; null when there is none. Among several, the one with the same case counts.</summary>
    /// <param name="folder">The folder to look in.</param>
    /// <param name="name">The name.</param>
    /// <param name="mayBeUnreadable">True if a folder that cannot be read counts as an empty one.</param>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be read.</exception>
    public static FileSystemInfo? Find(DirectoryInfo folder, string name, bool mayBeUnreadable) => !folder.Exists ? null
        : folder.EnumerateFileSystemInfos("*", mayBeUnreadable ? s_readable : s_all)
            .Where(entry => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            .OrderBy(entry => entry.Name != name).ThenBy(entry => entry.Name, StringComparer.Ordinal)
            .FirstOrDefault();
}
