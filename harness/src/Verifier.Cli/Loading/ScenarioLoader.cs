using Verifier.Engine.Planning;
using Verifier.Scenarios;
using Verifier.Scenarios.Diagnostics;

namespace Verifier.Cli.Loading;

/// <summary>Reads scripts from disk.</summary>
internal static class ScenarioLoader
{
    // One byte more than a script may have: enough for the reader to see that it is too long.
    private const int LongestUseful = (1 << 20) + 1;

    /// <summary>Reads one script and everything that is wrong with it.</summary>
    /// <exception cref="CliException">The file cannot be read.</exception>
    public static ScenarioDocument Read(ScenarioFile file)
    {
        var folder = new ScenarioFolder(Path.GetDirectoryName(file.FullPath)!);
        return ScenarioReader.Read(file.DisplayPath, BytesOf(file), KernelNames.Instance, folder);
    }

    /// <summary>Reads scripts that are to be run: nothing runs while an error is left in any of them.</summary>
    /// <param name="files">The scripts.</param>
    /// <param name="warn">Gets each warning, in the form that editors recognise.</param>
    /// <exception cref="CliException">Errors, all of them.</exception>
    public static IReadOnlyList<ScenarioScript> ReadAll(IReadOnlyList<ScenarioFile> files, Action<Diagnostic> warn)
    {
        var documents = files.Select(Read).ToList();
        var diagnostics = documents.SelectMany(document => document.Diagnostics).ToList();
        var errors = diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()).ToList();
        if (errors.Count > 0)
        {
            throw CliException.Usage(string.Join('\n', errors));
        }

        diagnostics.ForEach(warn);
        return documents.ConvertAll(document => new ScenarioScript(document.Scenario!, document.DisplayPath, document.ContentHash));
    }

    private static byte[] BytesOf(ScenarioFile file)
    {
        try
        {
            using var stream = new FileStream(file.FullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[LongestUseful];
            var length = stream.ReadAtLeast(bytes, LongestUseful, throwOnEndOfStream: false);
            return bytes[..length];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliException.Usage($"{file.DisplayPath} cannot be read: {e.Message}");
        }
    }
}
