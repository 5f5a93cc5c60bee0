using System.Text.Json;
using Verifier.Scenarios.Diagnostics;

namespace Verifier.Cli.Commands.Explain;

/// <summary>A code that <c>lint</c> and <c>run</c> give a mistake in a script or in a list of known findings.</summary>
internal sealed class DiagnosticPage(DiagnosticCode code) : IExplanation
{
    /// <summary>All codes.</summary>
    public static IEnumerable<string> Names => DiagnosticCodes.All.Select(known => known.Id);

    /// <inheritdoc/>
    public string Property => "diagnostic";

    private string Severity => code.Severity == DiagnosticSeverity.Error ? "error" : "warning";

    /// <summary>The page of a code in any case; null when there is none.</summary>
    public static DiagnosticPage? Of(string text) =>
        DiagnosticCodes.All.FirstOrDefault(known => known.Id.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } code ? new DiagnosticPage(code) : null;

    /// <inheritdoc/>
    public void WriteTo(TextWriter output)
    {
        var effect = code.Severity == DiagnosticSeverity.Error ? "nothing of the file is run until it is mended" : "the file is run all the same";
        output.WriteLine($"{code.Id}, {Severity}: {code.Title}");
        output.WriteLine($"A message of 'lint' and 'run' about a script or a list of known findings; {effect}.");
        output.WriteLine("The place that the message names says what is wrong and what to write instead.");
    }

    /// <inheritdoc/>
    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteString("code", code.Id);
        json.WriteString("severity", Severity);
        json.WriteString("title", code.Title);
    }
}
