using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;
using YamlDotNet.Core;

namespace Verifier.Scenarios.Syntax;

/// <summary>Turns what YAML's parser throws into sentences that help.</summary>
internal static class SyntaxErrors
{
    /// <summary>Reports why a text is not YAML.</summary>
    /// <param name="source">The text.</param>
    /// <param name="exception">What the parser threw.</param>
    /// <param name="diagnostics">Told the reason.</param>
    public static void Report(SourceText source, Exception exception, DiagnosticBag diagnostics)
    {
        // The parser reports a tab at line 1, column 1: find the tabs ourselves.
        bool isTab = exception.Message.Contains("tab", StringComparison.OrdinalIgnoreCase);
        if (isTab && ReportTabs(source, diagnostics))
        {
            return;
        }

        SourceSpan span = exception is YamlException { Start.Line: > 0 } yaml ? Span(yaml) : EndOf(source);
        diagnostics.Add(DiagnosticCodes.YamlSyntax, span, Advice(source, span, exception));
    }

    private static bool ReportTabs(SourceText source, DiagnosticBag diagnostics)
    {
        bool found = false;
        for (int line = 1; line <= source.LineCount; line++)
        {
            ReadOnlySpan<char> text = source.Line(line);
            int indentation = text.Length - text.TrimStart(" \t").Length;
            int tab = text[..indentation].IndexOf('\t');
            if (tab >= 0)
            {
                diagnostics.Add(DiagnosticCodes.TabIndentation, SourceSpan.At(line, tab
                    + 1), "YAML is indented with spaces; this is a tab");
                found = true;
            }
        }

        return found;
    }

    private static SourceSpan Span(YamlException exception)
    {
        SourceSpan span = new((int)exception.Start.Line, (int)exception.Start.Column, (int)exception.End.Line, (int)exception.End.Column);
        return span.EndLine == span.Line && span.EndColumn <= span.Column ? span with { EndColumn = span.Column + 1 } : span;
    }

    private static SourceSpan EndOf(SourceText source)
    {
        (int line, int column) = source.Position(source.Text.Length);
        return SourceSpan.At(line, column);
    }

    private static string Advice(SourceText source, SourceSpan span, Exception exception)
    {
        ReadOnlySpan<char> line = source.Line(span.Line);
        char at = span.Column >= 1 && span.Column <= line.Length ? line[span.Column - 1] : '\0';
        string said = exception.Message;
        return at switch
        {
            '*' => "a value that starts with '*' must stand in quotes: \"*\"",
            '>' or '|' => $"a value that starts with '{at}' must stand in quotes, such as \">= 64\"",
            '%' or '@' or '`' => $"a value that starts with '{at}' must stand in quotes",
            '"' when said.Contains("escape", StringComparison.Ordinal) =>
                @"in double quotes a backslash starts an escape; write device names without quotes or in single ones: '\Device\Name'",
            '"' or '\'' => "this quote is not closed where the value ends",
            ':' when said.Contains("invalid mapping", StringComparison.Ordinal) =>
                "a colon with a space behind it starts a value;"
                + " put a text that contains one in quotes, or indent this key like its neighbours",
            _ when exception is not YamlException => "the file ends inside a list or keys: a closing ']' or '}' is missing",
            _ => $"the file is not YAML here: {Sentence(said)}",
        };
    }

    private static string Sentence(string message)
    {
        // YamlException's text may start with "(Line: …): ".
        int end = message.StartsWith('(') ? message.IndexOf("): ", StringComparison.Ordinal) : -1;
        string text = Printable.Text(message[(end < 0 ? 0 : end + 3)..], 160).TrimEnd('.');
        return text.Length == 0 ? text : char.ToLowerInvariant(text[0]) + text[1..];
    }
}
