using System.Collections.Immutable;
using Verifier.Scenarios.Model;
using Verifier.Scenarios.Text;

namespace Verifier.Scenarios.Diagnostics;

/// <summary>Collects what is wrong with one script.</summary>
/// <param name="file">Display path of the script.</param>
internal sealed class DiagnosticBag(string file)
{
    /// <summary>Most diagnostics that are kept; one more says that there are others.</summary>
    public const int Maximum = 1000;

    private const int WindowLength = 120;
    private readonly List<Diagnostic> _diagnostics = [];
    private int _dropped;

    /// <summary>The script's text, once it could be decoded: the source of the lines shown.</summary>
    public SourceText? Text { get; set; }

    /// <summary>True if there is at least one error.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Adds a diagnostic.</summary>
    /// <param name="code">Its kind.</param>
    /// <param name="span">The place to report.</param>
    /// <param name="message">The text of the diagnostic; one sentence without a full stop.</param>
    public void Add(DiagnosticCode code, SourceSpan span, string message) => Add(code, span, message, null, []);

    /// <summary>Adds a diagnostic about a word that is not one of those allowed.</summary>
    /// <param name="code">Its kind.</param>
    /// <param name="span">The place to report.</param>
    /// <param name="message">The text of the diagnostic; one sentence without a full stop.</param>
    /// <param name="word">The word found, to look for the nearest known one; null to look for none.</param>
    /// <param name="known">The known words.</param>
    /// <param name="listed">False if the known words are too many to be listed.</param>
    public void Add(DiagnosticCode code, SourceSpan span, string message, string? word, IReadOnlyCollection<string> known,
        bool listed = true)
    {
        HasErrors |= code.Severity == DiagnosticSeverity.Error;
        if (_diagnostics.Count >= Maximum)
        {
            _dropped++;
            return;
        }

        var diagnostic = new Diagnostic
        {
            Code = code.Id,
            Severity = code.Severity,
            File = file,
            Span = span,
            Message = message,
            Suggestion = word is null ? null : NearestWord.To(word, known),
            Allowed = listed ? [.. known] : [],
        };
        _diagnostics.Add(WithLine(diagnostic));
    }

    /// <summary>Everything collected, by position; of diagnostics at one position the first added comes first.</summary>
    /// <returns>The sorted list.</returns>
    public IReadOnlyList<Diagnostic> ToList()
    {
        ImmutableArray<Diagnostic> sorted = [.. _diagnostics.OrderBy(d => d.Span.Line).ThenBy(d => d.Span.Column)];
        if (_dropped == 0)
        {
            return sorted;
        }

        return sorted.Add(new Diagnostic
        {
            Code = DiagnosticCodes.TooManyDiagnostics.Id,
            Severity = DiagnosticCodes.TooManyDiagnostics.Severity,
            File = file,
            Span = sorted[^1].Span,
            Message = FormattableString.Invariant($"{_dropped} more problems are not shown"),
        });
    }

    private Diagnostic WithLine(Diagnostic diagnostic)
    {
        SourceSpan span = diagnostic.Span;
        if (Text is null || span.Line < 1 || span.Line > Text.LineCount)
        {
            return diagnostic;
        }

        ReadOnlySpan<char> line = Text.Line(span.Line);
        int column = Math.Clamp(span.Column - 1, 0, line.Length);
        int start = line.Length <= WindowLength ? 0 : Math.Max(0, Math.Min(column - (WindowLength / 2), line.Length - WindowLength));
        ReadOnlySpan<char> window = line.Slice(start, Math.Min(WindowLength, line.Length - start));
        int end = span.EndLine > span.Line ? line.Length : Math.Min(span.EndColumn - 1, line.Length);
        return diagnostic with
        {
            SourceLine = Printable.Line(window),
            CaretOffset = column - start,
            CaretLength = Math.Clamp(end - column, 1, Math.Max(1, window.Length - (column - start))),
        };
    }
}
