using System.Collections.Immutable;
using Verifier.Reporting.Model;

namespace Verifier.Reporting.Reading;

/// <summary>
/// The drivers' sources: finds the file that a frame names and the lines around the call. Symbols name files without their folder, so a
/// name that stands in several folders is not resolved: no source is better than the wrong one.
/// </summary>
public sealed class SourceTree
{
    private const int LinesAround = 3;

    private static readonly string[] s_endings = [".cs", ".c", ".cpp", ".cxx", ".cc", ".h", ".hpp"];

    private static readonly EnumerationOptions s_all = new() { RecurseSubdirectories = true, AttributesToSkip = 0 };

    private readonly Dictionary<string, string?> _pathByName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ImmutableArray<string>> _lines = [];
    private readonly string _root;

    /// <summary>Looks below a folder; build products are left out.</summary>
    /// <param name="root">The folder that paths in reports are relative to.</param>
    /// <param name="folder">The folder to look in, below <paramref name="root"/>; all of it when empty.</param>
    public SourceTree(string root, string folder = "")
        : this(root, [folder])
    {
    }

    /// <summary>Looks below several folders.</summary>
    /// <param name="root">The folder that paths in reports are relative to.</param>
    /// <param name="folders">The folders; relative ones start at <paramref name="root"/>.</param>
    internal SourceTree(string root, IEnumerable<string> folders)
    {
        _root = Path.GetFullPath(root);
        var starts = folders.Select(folder => Path.Combine(_root, folder)).Where(Directory.Exists);
        foreach (var file in starts.SelectMany(start => Directory.EnumerateFiles(start, "*", s_all)).Distinct())
        {
            var path = Path.GetRelativePath(_root, file).Replace('\\', '/');
            if (s_endings.Contains(Path.GetExtension(file)) && !path.Contains("/obj/", StringComparison.Ordinal) && !path.StartsWith("artifacts/", StringComparison.Ordinal))
            {
                var name = Path.GetFileName(file);
                _pathByName[name] = _pathByName.ContainsKey(name) ? null : path;
            }
        }
    }

    /// <summary>The frame with its path and source, as far as they are found.</summary>
    public ReportFrame Locate(ReportFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (frame.File is null || _pathByName.GetValueOrDefault(frame.File) is not { } path)
        {
            return frame;
        }

        var lines = LinesOf(path);
        if (frame.Line < 1 || frame.Line > lines.Length)
        {
            return frame with { Path = path };
        }

        var first = Math.Max(1, frame.Line - LinesAround);
        var last = Math.Min(lines.Length, frame.Line + LinesAround);
        return frame with { Path = path, SourceStart = first, Source = lines[(first - 1)..last] };
    }

    private ImmutableArray<string> LinesOf(string path)
    {
        if (!_lines.TryGetValue(path, out var lines))
        {
            lines = [.. File.ReadAllLines(Path.Combine(_root, path))];
            _lines.Add(path, lines);
        }

        return lines;
    }
}
