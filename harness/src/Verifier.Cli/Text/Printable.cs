using System.Globalization;
using System.Text;

namespace Verifier.Cli.Text;

/// <summary>
/// Makes text that a driver, a script or a command line chose fit for a terminal: nothing in it moves the cursor, changes colours or
/// turns the direction of writing.
/// </summary>
internal static class Printable
{
    /// <summary>One line: every control, format and unpaired surrogate character, line ends too, written as <c>\uXXXX</c>.</summary>
    public static string Line(string text) => Escaped(text, isLine: true);

    /// <summary>As <see cref="Line"/>, but line feeds and tabs stay.</summary>
    public static string Lines(string text) => Escaped(text, isLine: false);

    /// <summary>True if all of it is harmless apart from line feeds and tabs.</summary>
    public static bool IsHarmless(ReadOnlySpan<char> text) => FirstHarmful(text, isLine: false) == text.Length;

    private static string Escaped(string text, bool isLine)
    {
        var first = FirstHarmful(text, isLine);
        if (first == text.Length)
        {
            return text;
        }

        var escaped = new StringBuilder(text, 0, first, text.Length + 16);
        for (var i = first; i < text.Length;)
        {
            var (length, isHarmless) = Look(text.AsSpan(i), isLine);
            for (var end = i + length; i < end; i++)
            {
                _ = isHarmless ? escaped.Append(text[i]) : escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:X4}");
            }
        }

        return escaped.ToString();
    }

    private static int FirstHarmful(ReadOnlySpan<char> text, bool isLine)
    {
        for (var i = 0; i < text.Length;)
        {
            var (length, isHarmless) = Look(text[i..], isLine);
            if (!isHarmless)
            {
                return i;
            }

            i += length;
        }

        return text.Length;
    }

    // The first character, which may be a pair of surrogates.
    private static (int Length, bool IsHarmless) Look(ReadOnlySpan<char> text, bool isLine)
    {
        if (text[0] is >= ' ' and <= '~')
        {
            return (1, true);
        }

        return Rune.DecodeFromUtf16(text, out var rune, out var length) == System.Buffers.OperationStatus.Done
            ? (length, IsHarmless(rune, isLine))
            : (length, false);
    }

    private static bool IsHarmless(Rune rune, bool isLine) => rune.Value is '\n' or '\t'
        ? !isLine
        : Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.PrivateUse);
}
