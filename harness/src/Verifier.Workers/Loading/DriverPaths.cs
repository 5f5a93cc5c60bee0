using System.IO.Enumeration;

namespace Verifier.Workers.Loading;

/// <summary>
/// Finds the compiled drivers that a path stands for. Forward and back slashes both separate folders. <c>*</c> and <c>?</c> stand for text within
/// one name, <c>**</c> for any number of folders; names are compared without regard to case, as on Windows.
/// </summary>
internal static class DriverPaths
{
    private const string AnyDepth = "**";
    private static readonly EnumerationOptions s_readable = new() { IgnoreInaccessible = true };

    /// <summary>The full paths, in order. A path without wildcards is returned whether its file exists or not.</summary>
    /// <param name="folder">Relative paths start there.</param>
    /// <param name="path">The path as the user wrote it.</param>
    /// <exception cref="RefusalException">It is no path.</exception>
    public static IReadOnlyList<string> Find(string folder, string path)
    {
        if (path.Contains('\0'))
        {
            throw RefusalException.Request("a path of a driver has a NUL character; write the path of a .sys file");
        }

        var slashed = path.Replace('\\', '/');
        var full = Path.GetFullPath(slashed, folder);
        if (!slashed.AsSpan().ContainsAny('*', '?') || Path.Exists(full))
        {
            return [full];
        }

        var parts = slashed.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var root = Path.IsPathRooted(slashed) ? Path.GetPathRoot(full)! : folder;
        return [.. Below(root, parts).Where(CompiledLoader.IsCompiled).Distinct().Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Below(string folder, ReadOnlyMemory<string> parts)
    {
        if (parts.Length == 0)
        {
            return [folder];
        }

        var (part, rest) = (parts.Span[0], parts[1..]);
        if (part == AnyDepth)
        {
            return FoldersIn(folder).SelectMany(one => Below(one, parts)).Concat(Below(folder, rest));
        }

        if (!part.AsSpan().ContainsAny('*', '?'))
        {
            var next = Path.GetFullPath(part, folder);
            return Path.Exists(next) ? Below(next, rest) : [];
        }

        var matching = Directory.Exists(folder)
            ? Directory.EnumerateFileSystemEntries(folder, "*", s_readable).Where(path => FileSystemName.MatchesSimpleExpression(part, Path.GetFileName(path)))
            : [];
        return matching.SelectMany(path => Below(path, rest));
    }

    // A folder that is a link may lead back up.
    private static IEnumerable<string> FoldersIn(string folder) => Directory.Exists(folder)
        ? new DirectoryInfo(folder).EnumerateDirectories("*", s_readable).Where(one => one.LinkTarget is null).Select(one => one.FullName)
        : [];
}
