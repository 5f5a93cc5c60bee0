using Verifier.Engine.Planning;
using Verifier.Scenarios;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.NUnit;

/// <summary>A scenario file on disk.</summary>
/// <param name="FullPath">Its full path on disk.</param>
/// <param name="ShownPath">Its path from the folder in which it was looked for, with forward slashes; what tokens carry.</param>
internal sealed record ScenarioFile(string FullPath, string ShownPath)
{
    /// <summary>The name of its folder.</summary>
    public string Category => Path.GetFileName(Path.GetDirectoryName(FullPath)) ?? string.Empty;

    /// <summary>The files that match a pattern, in the order of their names; none if its folder is nowhere.</summary>
    public static IReadOnlyList<ScenarioFile> Find(string pattern)
    {
        var slashed = pattern.Replace('\\', '/');
        var folder = FolderBeforeWildcards(slashed);
        if (Root(folder) is not { } root)
        {
            return [];
        }

        // A star stands for any text, slashes included, so that two say no more than one.
        var glob = new Glob(slashed.Replace("**", "*", StringComparison.Ordinal));
        return
        [
            .. ScriptFolders.ScriptsBelow(Path.Combine(root, folder))
                .Where(path => path.EndsWith(".yaml", StringComparison.Ordinal))
                .Select(path => new ScenarioFile(path, Path.GetRelativePath(root, path).Replace('\\', '/')))
                .Where(file => glob.Matches(file.ShownPath))
                .OrderBy(file => file.ShownPath, StringComparer.Ordinal),
        ];
    }

    /// <summary>One file by its path.</summary>
    public static ScenarioFile? At(string path)
    {
        var slashed = path.Replace('\\', '/');
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var full = Path.GetFullPath(slashed, folder);
            if (File.Exists(full))
            {
                return new ScenarioFile(full, slashed);
            }
        }

        return null;
    }

    /// <summary>Reads it; null with its errors, one a line, when it has any.</summary>
    public ScenarioScript? Read(out string problem)
    {
        try
        {
            var document = ScenarioReader.ReadFile(ShownPath, FullPath, KernelNames.Instance);
            problem = string.Join('\n', document.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error));
            return problem.Length > 0 ? null : new ScenarioScript(document.Scenario!, ShownPath, document.ContentHash);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = $"{ShownPath} cannot be read: {e.Message}";
            return null;
        }
    }

    private static string FolderBeforeWildcards(string pattern)
    {
        var parts = pattern.Split('/');
        var plain = parts.TakeWhile(part => !part.AsSpan().ContainsAny('*', '?')).ToList();
        return string.Join('/', plain.Count == parts.Length ? plain[..^1] : plain);
    }

    private static string? Root(string folder)
    {
        for (var root = AppContext.BaseDirectory; root is not null; root = Path.GetDirectoryName(root))
        {
            if (Directory.Exists(Path.Combine(root, folder)))
            {
                return root;
            }
        }

        return null;
    }
}
