using System.Globalization;
using System.Text;

namespace Verifier.Reporting.Text;

/// <summary>
/// Text that came from a driver, a script or a machine, as a report may show it. What turns the direction of text, hides, or moves the
/// cursor is written out as its code, half characters are replaced, and what is too long is cut with a word about it.
/// </summary>
internal static class Shown
{
    /// <summary>Characters of a name; tags and routines are far shorter.</summary>
    public const int NameMax = 200;

    private const int TextMax = 2000;

    /// <summary>A name: one line.</summary>
    public static string Name(string? text) => Cut(text, NameMax);

    /// <summary>A sentence: one line.</summary>
    public static string Line(string? text) => Cut(text, TextMax);

    private static string Cut(string? text, int max)
    {
        if (string.IsNullOrEmpty(text))
        {
            return string.Empty;
        }

        var left = text.Length - max;
        if (left <= 0)
        {
            return NeedsWork(text) ? Cleaned(text) : text;
        }

        return $"{Cleaned(text[..max])}… (and {left.ToString("N0", CultureInfo.InvariantCulture)} characters more)";
    }

    private static bool NeedsWork(string text)
    {
        foreach (var c in text)
        {
            if (c is < ' ' or > '~')
            {
                return true;
            }
        }

        return false;
    }

    private static string Cleaned(string text)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\n' or '\r' or '\t')
            {
                shown.Append(' ');
            }
            else if (IsUnseen(rune))
            {
                shown.Append(CultureInfo.InvariantCulture, $"<U+{rune.Value:X4}>");
            }
            else
            {
                shown.Append(rune.ToString());
            }
        }

        return shown.ToString();
    }

    // Format characters turn direction (U+202E) or join without being seen; private and unassigned ones look like nothing in particular.
    private static bool IsUnseen(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || rune.Value is 0xFFFE or 0xFFFF;
}
