using Verifier.Cli.Host;
using Verifier.Cli.Text;
using Verifier.Scenarios;
using Verifier.Workers.Loading;

namespace Verifier.Cli.Loading;

/// <summary>Finds the scripts that a user's paths mean: files as they are, folders with all the scripts in and below them.</summary>
internal static class ScenarioFinder
{
    private const string Extension = ".yaml";

    /// <summary>The scripts, each once, in the order of their paths.</summary>
    /// <exception cref="CliException">A path does not exist, is no script or holds none; one line for each.</exception>
    public static IReadOnlyList<ScenarioFile> Find(CliHost host, IEnumerable<string> paths)
    {
        var errors = new List<string>();
        var found = new SortedDictionary<string, ScenarioFile>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            if (ErrorIn(host, path, found) is { } error)
            {
                errors.Add(error);
            }
        }

        return errors.Count == 0 ? [.. found.Values] : throw CliException.Usage(string.Join('\n', errors));
    }

    private static string? ErrorIn(CliHost host, string path, SortedDictionary<string, ScenarioFile> found)
    {
        if (path.Length == 0 || path.Contains('\0'))
        {
            return "an empty path; name a scenario script or a folder of scripts";
        }

        var fullPath = host.FullPath(path);
        if (Directory.Exists(fullPath))
        {
            return ErrorInFolder(host, path, fullPath, found);
        }

        if (IsAssembly(fullPath))
        {
            return $"{path} is no scenario script; give each assembly of driver models its own --drivers";
        }

        if (!File.Exists(fullPath))
        {
            return $"{path} does not exist; name a scenario script ({Extension}) or a folder of scripts";
        }

        if (!ScriptFolders.IsScript(fullPath))
        {
            return $"{path} is no scenario script: its name must end in {Extension}";
        }

        Add(host, fullPath, found);
        return null;
    }

    private static string? ErrorInFolder(CliHost host, string path, string fullPath, SortedDictionary<string, ScenarioFile> found)
    {
        try
        {
            var written = new List<string>();
            var scripts = ScriptFolders.ScriptsBelow(fullPath, written.Add).ToList();
            scripts.ForEach(script => Add(host, script, found));
            return scripts.Count > 0 ? null : $"{path} holds no scenario script ({Extension}), nor do the folders below it{PassedBy(host, written)}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{path} cannot be searched: {e.Message}";
        }
    }

    private static void Add(CliHost host, string fullPath, SortedDictionary<string, ScenarioFile> found)
    {
        var shown = host.DisplayPath(fullPath);
        found[shown] = new ScenarioFile(fullPath, shown);
    }

    private static string PassedBy(CliHost host, List<string> written) => written.Count == 0 ? string.Empty
        : $"; what Verifier wrote itself is passed by: name {Words.List(written.Select(host.DisplayPath).Order(StringComparer.Ordinal))} to run it";

    private static bool IsAssembly(string path) =>
        path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".sys", StringComparison.OrdinalIgnoreCase);
}
