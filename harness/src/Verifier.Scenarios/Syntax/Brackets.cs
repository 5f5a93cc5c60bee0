using Verifier.Scenarios.Model;
using Verifier.Scenarios.Text;

namespace Verifier.Scenarios.Syntax;

/// <summary>
/// Finds the bracket that was not closed. The parser reads what follows as part of it, and so notices much later, at a place that
/// tells the author nothing.
/// </summary>
internal static class Brackets
{
    private const char None = '\0';

    /// <summary>The innermost bracket or brace that is open at a place; null if none is.</summary>
    public static SourceSpan? Unclosed(SourceText source, SourceSpan end)
    {
        var open = new Stack<SourceSpan>();
        char quote = None;
        for (int line = 1; line <= Math.Min(end.Line, source.LineCount); line++)
        {
            ReadOnlySpan<char> text = source.Line(line);
            int last = line == end.Line ? Math.Min(end.Column - 1, text.Length) : text.Length;
            for (int i = 0; i < last; i++)
            {
                if (quote != None)
                {
                    quote = text[i] == quote ? None : quote;
                    continue;
                }

                if (text[i] == '#' && (i == 0 || text[i - 1] == ' '))
                {
                    break;
                }

                quote = text[i] is '"' or '\'' && BeginsValue(text, i) ? text[i] : None;
                Follow(open, text, i, SourceSpan.At(line, i + 1));
            }
        }

        return open.TryPeek(out var innermost) ? innermost : null;
    }

    private static void Follow(Stack<SourceSpan> open, ReadOnlySpan<char> text, int i, SourceSpan place)
    {
        if (text[i] is '[' or '{' && BeginsValue(text, i))
        {
            open.Push(place);
        }
        else if (text[i] is ']' or '}')
        {
            open.TryPop(out _);
        }
    }

    // Elsewhere a bracket or a quote is a character of a text.
    private static bool BeginsValue(ReadOnlySpan<char> text, int i)
    {
        ReadOnlySpan<char> before = text[..i].TrimEnd(' ');
        return before.IsEmpty || before[^1] is '[' or '{' or ',' || (before[^1] is ':' or '-' && before.Length < i);
    }
}
