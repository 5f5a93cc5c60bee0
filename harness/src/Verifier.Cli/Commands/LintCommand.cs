using System.CommandLine;
using System.Text.Json;
using Verifier.Cli.Host;
using Verifier.Cli.Known;
using Verifier.Cli.Loading;
using Verifier.Cli.Logging;
using Verifier.Cli.Options;
using Verifier.Cli.Settings;
using Verifier.Cli.Text;
using Verifier.Engine.Planning;
using Verifier.Scenarios;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Known;
using Verifier.Workers.Loading;

namespace Verifier.Cli.Commands;

/// <summary><c>lint PATH…</c>: everything that is wrong with scripts, without running them.</summary>
internal static class LintCommand
{
    /// <summary>Builds the verb.</summary>
    public static Command Create(SharedOptions shared)
    {
        var paths = SharedArguments.Paths();
        var sources = new DriverOptions("Drivers that the scripts' driver names are checked against: an assembly of models, a compiled driver (.sys), or a folder; may be given several times");
        var verb = new Verb("lint", "Checks scenario scripts without running them")
        {
            Examples = ["lint scenarios", "lint scenarios/fast/update-array.yaml --format json", "lint my-scenarios --drivers bin/Debug/net10.0/My.Drivers.dll"],
        };
        verb.Add(paths);
        sources.AddTo(verb);
        shared.SetAction(verb, (parsed, invocation) => Lint(invocation, parsed.GetRequiredValue(paths), sources.Read(parsed, invocation)));
        return verb;
    }

    private static ExitCode Lint(Invocation invocation, string[] paths, DriverSources sources)
    {
        var scripts = paths.Where(path => !KnownReader.IsKnownFile(path)).ToList();
        var documents = scripts.Count == 0 ? [] : ScenarioFinder.Find(invocation.Host, scripts).Select(ScenarioLoader.Read).ToList();
        var names = LintedNames.Of(invocation, documents, sources);
        var diagnostics = documents.SelectMany(document => document.Diagnostics).Concat(names).Concat(KnownLint.Of(invocation.Host, paths)).ToList();
        var limits = documents.Select(LimitError).OfType<string>().ToList();
        var errors = diagnostics.Count(d => d.Severity == DiagnosticSeverity.Error) + limits.Count;
        if (invocation.IsJson)
        {
            JsonDocumentWriter.WriteTo(invocation.Out, json => WriteJson(json, documents.Count, diagnostics, limits));
        }
        else
        {
            var told = invocation.IsQuiet ? diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error) : diagnostics;
            told.ToList().ForEach(d => invocation.Out.WriteLine(Text(d, invocation.Verbosity)));
            limits.ForEach(invocation.Out.WriteLine);
            if (!invocation.IsQuiet)
            {
                invocation.Out.WriteLine(
                    $"{Count(documents.Count, "script")}: {Count(errors, "error")}, {Count(diagnostics.Count + limits.Count - errors, "warning")}");
            }
        }

        return errors > 0 ? ExitCode.Usage : ExitCode.Ok;
    }

    private static string Text(Diagnostic diagnostic, Verbosity verbosity) =>
        verbosity >= Verbosity.Detailed ? diagnostic.ToDetailedString() : diagnostic.ToString();

    // Whether limits fit a profile is known to the machine, not to the language.
    private static string? LimitError(ScenarioDocument document)
    {
        if (document.Scenario is not { } scenario)
        {
            return null;
        }

        try
        {
            _ = Planner.ProfileOf(scenario.System);
            return null;
        }
        catch (PlanException e)
        {
            return $"{document.DisplayPath}({scenario.System.Source}): error: {e.Message}";
        }
    }

    private static void WriteJson(Utf8JsonWriter json, int scripts, List<Diagnostic> diagnostics, List<string> limits)
    {
        json.WriteStartObject();
        json.WriteString("schema", "verifier-lint/1");
        json.WriteNumber("scripts", scripts);
        json.WriteStartArray("diagnostics");
        diagnostics.ForEach(diagnostic => WriteJson(json, diagnostic));
        json.WriteEndArray();
        json.WriteStartArray("limits");
        limits.ForEach(json.WriteStringValue);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteJson(Utf8JsonWriter json, Diagnostic diagnostic)
    {
        json.WriteStartObject();
        json.WriteString("code", diagnostic.Code);
        json.WriteString("severity", diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "warning");
        json.WriteString("path", diagnostic.File);
        json.WriteNumber("line", diagnostic.Span.Line);
        json.WriteNumber("column", diagnostic.Span.Column);
        json.WriteNumber("endLine", diagnostic.Span.EndLine);
        json.WriteNumber("endColumn", diagnostic.Span.EndColumn);
        json.WriteString("message", diagnostic.Message);
        json.WriteString("suggestion", diagnostic.Suggestion);
        json.WriteStartArray("allowed");
        foreach (var word in diagnostic.Allowed)
        {
            json.WriteStringValue(word);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Count(int number, string noun) => Words.Count(number, noun);
}
