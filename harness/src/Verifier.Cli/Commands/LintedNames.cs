using Verifier.Cli.Host;
using Verifier.Cli.Loading;
using Verifier.Cli.Settings;
using Verifier.Engine.Planning;
using Verifier.Scenarios;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Cli.Commands;

/// <summary>
/// What scripts say of drivers, checked, as diagnostics: files that they name themselves always, names only when the command line says which drivers
/// there are.
/// </summary>
internal static class LintedNames
{
    /// <summary>The errors in the drivers of scripts that can be read.</summary>
    /// <exception cref="CliException">A file of the command line cannot be used.</exception>
    public static IReadOnlyList<Diagnostic> Of(Invocation invocation, IReadOnlyCollection<ScenarioDocument> documents, DriverSources sources)
    {
        var isTold = sources.ReplacesOwn;
        var scripts = documents.Where(d => d.Scenario is not null)
            .Select(d => new ScenarioScript(d.Scenario!, d.DisplayPath, d.ContentHash)).Where(script => isTold || FilesOf(script).Any()).ToList();
        if (scripts.Count == 0)
        {
            return [];
        }

        var pool = isTold ? ModelCatalogue.Read(invocation, sources, readsSymbols: true) : new DriverPool(invocation.Host, [], sources, readsSymbols: true);
        return [.. scripts.SelectMany(script => pool.ErrorsOf(script, tellsBroken: true)
            .Where(error => isTold || NamesFile(script, error.Span))
            .Select(error => Of(script, error)))];
    }

    private static IEnumerable<DriverSelection> FilesOf(ScenarioScript script) => script.Scenario.Drivers.Where(entry => entry.IsBinary);

    // Drivers beside are checked when they are files all: which models there are is not known.
    private static bool NamesFile(ScenarioScript script, SourceSpan span) => FilesOf(script).Any(file => file.Source == span)
        || (script.Scenario.With is [var first, ..] with && first.Source == span && with.All(entry => entry.Selection.IsBinary));

    private static Diagnostic Of(ScenarioScript script, (SourceSpan Span, string Message) error) => new()
    {
        Code = DiagnosticCodes.UnknownDriver.Id,
        Severity = DiagnosticCodes.UnknownDriver.Severity,
        File = script.Path,
        Span = error.Span,
        Message = error.Message,
    };
}
