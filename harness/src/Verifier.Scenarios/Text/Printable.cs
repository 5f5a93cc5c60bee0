using System.Globalization;
using System.Text;

namespace Verifier.Scenarios.Text;

/// <summary>Makes text from a script safe to print: no control or direction characters, no line breaks, no endless lengths.</summary>
internal static class Printable
{
    /// <summary>Text for a message.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="maximum">Longest result, the ellipsis not counted.</param>
    /// <returns>The text with every unprintable character as <c>\u{X}</c>, cut with an ellipsis.</returns>
    public static string Text(string text, int maximum)
    {
        var result = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (result.Length >= maximum)
            {
                return result.Append('…').ToString();
            }

            result.Append(IsPrintable(rune) ? rune.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X}}}"));
        }

        return result.ToString();
    }

    /// <summary>A source line in which every character keeps its place, so that a caret below it points right.</summary>
    /// <param name="line">Part of a source line.</param>
    /// <returns>A string of equal length.</returns>
    public static string Line(ReadOnlySpan<char> line)
    {
        char[] result = line.ToArray();
        for (int i = 0; i < result.Length; i++)
        {
            bool isPair = char.IsSurrogate(result[i]);
            if (!isPair && !IsPrintable(new Rune(result[i])))
            {
                result[i] = result[i] == '\t' ? ' ' : '?';
            }
        }

        return new string(result);
    }

    /// <summary>The first character outside ASCII, described: a letter from another alphabet looks like ours and is not.</summary>
    /// <param name="word">A word of the script.</param>
    /// <returns>Such as <c>U+0455</c>; null if all is ASCII.</returns>
    public static string? FirstForeign(string word)
    {
        foreach (Rune rune in word.EnumerateRunes())
        {
            if (!rune.IsAscii)
            {
                return string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}");
            }
        }

        return null;
    }

    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse
        or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned);
}
