using System.Globalization;
using System.Text;

namespace Verifier.Cli.Output;

/// <summary>
/// Makes text that a driver or a script chose fit for a terminal: one line, and nothing in it that moves the cursor, changes colours
/// or turns the direction of writing.
/// </summary>
internal static class Printable
{
    /// <summary>The text with every control, format and unpaired surrogate character written as <c>\uXXXX</c>.</summary>
    public static string Line(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!IsHarmless(text, i))
            {
                return Escape(text);
            }
        }

        return text;
    }

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            if (IsHarmless(text, i))
            {
                escaped.Append(text[i]);
            }
            else
            {
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:X4}");
            }
        }

        return escaped.ToString();
    }

    private static bool IsHarmless(string text, int index)
    {
        var character = text[index];
        if (char.IsSurrogate(character))
        {
            return char.IsHighSurrogate(character)
                ? index + 1 < text.Length && char.IsLowSurrogate(text[index + 1])
                : index > 0 && char.IsHighSurrogate(text[index - 1]);
        }

        return char.GetUnicodeCategory(character) is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.PrivateUse);
    }
}
