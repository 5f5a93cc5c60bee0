using Verifier.Engine.Planning;
using Verifier.Scenarios;
using Verifier.Scenarios.Diagnostics;

namespace Verifier.Workers.Loading;

/// <summary>Reads scripts from disk.</summary>
internal static class ScenarioLoader
{
    /// <summary>Reads one script and everything that is wrong with it.</summary>
    /// <exception cref="RefusalException">The file cannot be read.</exception>
    public static ScenarioDocument Read(ScenarioFile file)
    {
        try
        {
            return ScenarioReader.ReadFile(file.DisplayPath, file.FullPath, KernelNames.Instance);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw RefusalException.Request($"{file.DisplayPath} cannot be read: {e.Message}");
        }
    }

    /// <summary>Reads scripts that are to be run: nothing runs while an error is left in any of them.</summary>
    /// <param name="files">The scripts.</param>
    /// <param name="warn">Gets each warning, in the form that editors recognise.</param>
    /// <exception cref="RefusalException">Errors, all of them.</exception>
    public static IReadOnlyList<ScenarioScript> ReadAll(IReadOnlyList<ScenarioFile> files, Action<Diagnostic> warn)
    {
        var documents = files.Select(Read).ToList();
        var diagnostics = documents.SelectMany(document => document.Diagnostics).ToList();
        var errors = diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()).ToList();
        if (errors.Count > 0)
        {
            throw RefusalException.Request(string.Join('\n', errors));
        }

        diagnostics.ForEach(warn);
        return documents.ConvertAll(document => new ScenarioScript(document.Scenario!, document.DisplayPath, document.ContentHash));
    }
}
