using System.Collections.Immutable;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Diagnostics;

/// <summary>One thing a script's author must know, with everything needed to show it.</summary>
public sealed record Diagnostic
{
    /// <summary>Stable code, <c>VS1000</c> to <c>VS1999</c>; listed in SCENARIOS.md.</summary>
    public required string Code { get; init; }

    /// <summary>An error keeps the scenario from running; a warning does not.</summary>
    public required DiagnosticSeverity Severity { get; init; }

    /// <summary>The display path given to the reader.</summary>
    public required string File { get; init; }

    /// <summary>The place in the script; 1-based.</summary>
    public required SourceSpan Span { get; init; }

    /// <summary>The text: what was found and what is wrong with it, in one sentence without full stop and line break.</summary>
    public required string Message { get; init; }

    /// <summary>The words that would have been right; empty if that is not a matter of words.</summary>
    public ImmutableArray<string> Allowed { get; init; } = [];

    /// <summary>The nearest known word; null if nothing is near.</summary>
    public string? Suggestion { get; init; }

    /// <summary>The offending line, made printable and cut to a window around the span; null if there is none.</summary>
    public string? SourceLine { get; init; }

    /// <summary>0-based offset of the caret in <see cref="SourceLine"/>.</summary>
    public int CaretOffset { get; init; }

    /// <summary>Number of carets, at least 1.</summary>
    public int CaretLength { get; init; } = 1;

    /// <summary>
    /// Prints the one-line form that MSBuild, editors and CI systems recognise: <c>path(line,col): error VS1203: text</c>.
    /// </summary>
    /// <returns>One line.</returns>
    public override string ToString()
    {
        string severity = Severity == DiagnosticSeverity.Error ? "error" : "warning";
        string text = FormattableString.Invariant($"{File}({Span}): {severity} {Code}: {Message}");
        if (Suggestion is not null)
        {
            text += $"; did you mean '{Suggestion}'?";
        }

        return Allowed.IsEmpty ? text : $"{text} (allowed: {string.Join(", ", Allowed)})";
    }

    /// <summary>Prints the one-line form, then the offending line with carets under the span.</summary>
    /// <returns>One or three lines.</returns>
    public string ToDetailedString()
    {
        if (SourceLine is null)
        {
            return ToString();
        }

        return $"{ToString()}\n    {SourceLine}\n    {new string(' ', CaretOffset)}{new string('^', CaretLength)}";
    }
}
