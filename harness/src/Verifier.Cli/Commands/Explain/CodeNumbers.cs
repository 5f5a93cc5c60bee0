using System.Globalization;

namespace Verifier.Cli.Commands.Explain;

/// <summary>The numbers that a text may stand for: debuggers print codes in hexadecimal, with or without 0x, and logs in decimal, often as signed ones.</summary>
internal static class CodeNumbers
{
    /// <summary>All readings, the likeliest first; none for a text that is no number.</summary>
    public static IEnumerable<uint> Of(string text)
    {
        var hasPrefix = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        var numbers = new List<uint>();
        if (uint.TryParse(hasPrefix ? text.AsSpan(2) : text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hexadecimal))
        {
            numbers.Add(hexadecimal);
        }

        if (uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            numbers.Add(number);
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var signed))
        {
            numbers.Add((uint)signed);
        }

        return numbers.Distinct();
    }
}
