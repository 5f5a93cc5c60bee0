namespace Verifier.Binaries.Symbols;

/// <summary>Finds the source files that symbols name below a folder: the user's <c>--source-root</c>.</summary>
/// <param name="root">The folder.</param>
/// <remarks>
/// Symbols record a path of the machine that compiled the driver, which may run Windows or Unix. Its longest tail that leads from the
/// root to a file counts: with the root <c>/src</c>, <c>C:\agent\1\drivers\serial\port.c</c> is <c>/src/drivers/serial/port.c</c> if that
/// exists, else <c>/src/serial/port.c</c>, else <c>/src/port.c</c>. Case is ignored. Nothing outside of the root is found: parts of
/// <c>..</c> are taken away first, and links below the root are not followed.
/// </remarks>
internal sealed class SourceFiles(string root)
{
    // Parts of a path that count, from its end.
    private const int PartsMax = 64;

    private readonly DirectoryInfo _root = new(root);
    private readonly Dictionary<string, string?> _known = new(StringComparer.Ordinal);

    /// <summary>The file that a recorded path stands for; null when there is none.</summary>
    /// <param name="recorded">The path in the symbols, such as <see cref="SourceLocation.File"/>.</param>
    public string? Find(string recorded)
    {
        if (!_known.TryGetValue(recorded, out var path))
        {
            var parts = Parts(recorded);
            path = Enumerable.Range(0, parts.Count).Select(first => Follow(parts.Skip(first))).FirstOrDefault(found => found is not null);
            _known.Add(recorded, path);
        }

        return path;
    }

    private static List<string> Parts(string recorded)
    {
        var parts = new List<string>();
        foreach (var part in recorded.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                parts.RemoveRange(Math.Max(parts.Count - 1, 0), Math.Min(parts.Count, 1));
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return parts[Math.Max(0, parts.Count - PartsMax)..];
    }

    private string? Follow(IEnumerable<string> parts)
    {
        FileSystemInfo? at = _root;
        foreach (var part in parts)
        {
            at = at is DirectoryInfo folder ? CaselessFolder.Find(folder, part, mayBeUnreadable: true) : null;
            if (at?.LinkTarget is not null)
            {
                return null;
            }
        }

        return at is FileInfo ? at.FullName : null;
    }
}
