using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;
using Verifier.Scenarios.Text;
using YamlDotNet.Core;

namespace Verifier.Scenarios.Syntax;

/// <summary>Turns what YAML's parser throws into sentences that help.</summary>
internal static class SyntaxErrors
{
    /// <summary>Reports why a text is not YAML.</summary>
    /// <param name="source">The text.</param>
    /// <param name="exception">The exception of the parser.</param>
    /// <param name="diagnostics">The bag that takes the reason.</param>
    public static void Report(SourceText source, Exception exception, DiagnosticBag diagnostics)
    {
        // The parser reports a tab at line 1, column 1: find the tabs ourselves.
        bool isTab = exception.Message.Contains("tab", StringComparison.OrdinalIgnoreCase);
        if (isTab && ReportTabs(source, diagnostics))
        {
            return;
        }

        SourceSpan span = exception is YamlException { Start.Line: > 0 } yaml && yaml.Start.Line <= source.LineCount ? Span(yaml) : EndOf(source);
        string? advice = Advice(source, span, exception);
        if (advice is null && IsInBrackets(exception) && Brackets.Unclosed(source, span) is { } bracket)
        {
            diagnostics.Add(DiagnosticCodes.YamlSyntax, bracket, FormattableString.Invariant(
                $"this '{CharacterAt(source, bracket)}' is not closed, and from line {span.Line}, column {span.Column} on the text makes no sense inside it"));
            return;
        }

        diagnostics.Add(DiagnosticCodes.YamlSyntax, span, advice ?? Plain(source, span, exception));
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

    // Null where the text there tells nothing.
    private static string? Advice(SourceText source, SourceSpan span, Exception exception)
    {
        char at = CharacterAt(source, span);
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
            _ => null,
        };
    }

    // At the end of the file the parser throws something else.
    private static bool IsInBrackets(Exception exception) => exception is not YamlException || exception.Message.Contains("flow", StringComparison.Ordinal);

    private static string Plain(SourceText source, SourceSpan span, Exception exception)
    {
        char at = CharacterAt(source, span);
        return at is ']' or '}' ? $"this '{at}' closes nothing that is open" : $"the file is not YAML here: {Sentence(exception.Message)}";
    }

    private static char CharacterAt(SourceText source, SourceSpan place)
    {
        ReadOnlySpan<char> line = source.Line(place.Line);
        return place.Column >= 1 && place.Column <= line.Length ? line[place.Column - 1] : '\0';
    }

    private static string Sentence(string message)
    {
        // YamlException's text may start with "(Line: …): ".
        int end = message.StartsWith('(') ? message.IndexOf("): ", StringComparison.Ordinal) : -1;
        string text = Printable.Text(message[(end < 0 ? 0 : end + 3)..], 160).TrimEnd('.');
        return text.Length == 0 ? text : char.ToLowerInvariant(text[0]) + text[1..];
    }
}
