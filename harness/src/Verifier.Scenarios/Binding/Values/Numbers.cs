using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Diagnostics;

namespace Verifier.Scenarios.Binding.Values;

/// <summary>Whole numbers, decimal or 0x hex.</summary>
internal static class Numbers
{
    // A JSON reader gives both spellings as an integer; only what does not fit is left as text.
    private const string Pattern = "^(0[xX][0-9a-fA-F]+|[0-9]+)$";

    /// <summary>A whole number that fits in an int.</summary>
    /// <param name="phrase">The number in words, with an article.</param>
    /// <param name="minimum">Smallest.</param>
    /// <param name="maximum">Largest.</param>
    /// <returns>The kind.</returns>
    public static IKind<int> Int(string phrase, int minimum, int maximum) =>
        Kind(phrase, (ulong)minimum, (ulong)maximum, value => (int)value);

    /// <summary>A whole number that fits in a long.</summary>
    /// <param name="phrase">The number in words, with an article.</param>
    /// <param name="minimum">Smallest.</param>
    /// <param name="maximum">Largest.</param>
    /// <returns>The kind.</returns>
    public static IKind<long> Long(string phrase, long minimum, long maximum = long.MaxValue) =>
        Kind(phrase, (ulong)minimum, (ulong)maximum, value => (long)value);

    /// <summary>A 32-bit pattern, such as a control code.</summary>
    /// <param name="phrase">The number in words, with an article.</param>
    /// <returns>The kind.</returns>
    public static IKind<uint> Bits32(string phrase) => Kind(phrase, 0, uint.MaxValue, value => (uint)value);

    /// <summary>A 64-bit pattern, such as a seed.</summary>
    /// <param name="phrase">The number in words, with an article.</param>
    /// <returns>The kind.</returns>
    public static IKind<ulong> Bits64(string phrase) => Kind(phrase, 0, ulong.MaxValue, value => value);

    /// <summary>Parses a whole number.</summary>
    /// <param name="text">The text.</param>
    /// <param name="minimum">Smallest.</param>
    /// <param name="maximum">Largest.</param>
    /// <returns>The number or what is wrong.</returns>
    public static Parsed<ulong> Parse(string text, ulong minimum, ulong maximum)
    {
        if (Digits(text) is not { } number)
        {
            return Parsed<ulong>.Wrong("is not a whole number (decimal, or hexadecimal with 0x)", DiagnosticCodes.BadNumber);
        }

        if (number < minimum || number > maximum)
        {
            string range = FormattableString.Invariant($"is out of range: {minimum} to {maximum}");
            return Parsed<ulong>.Wrong(range, DiagnosticCodes.OutOfRange);
        }

        return (ulong)number;
    }

    private static ScalarKind<T> Kind<T>(string phrase, ulong minimum, ulong maximum, Func<ulong, T> convert) => new()
    {
        Phrase = phrase,
        Code = DiagnosticCodes.BadNumber,
        Parse = (text, _) =>
        {
            Parsed<ulong> number = Parse(text, minimum, maximum);
            return number.Problem is null ? convert(number.Value) : number.As<T>();
        },
        JsonSchema = () => Schema(minimum, maximum),
    };

    private static JsonObject Schema(ulong minimum, ulong maximum)
    {
        var integer = new JsonObject { ["type"] = "integer", ["minimum"] = minimum };

        // JSON readers lose precision above 2^53; a bound up there would only mislead them.
        if (maximum <= 1UL << 53)
        {
            integer["maximum"] = maximum;
        }

        return new JsonObject { ["anyOf"] = new JsonArray(integer, new JsonObject { ["type"] = "string", ["pattern"] = Pattern }) };
    }

    private static BigInteger? Digits(string text)
    {
        // A number of a thousand digits is out of range, not a reason to compute.
        string digits = text.Length <= 64 ? text : "";
        bool isNegative = digits.StartsWith('-');
        string magnitude = isNegative ? digits[1..] : digits;
        bool isHex = magnitude.StartsWith("0x", StringComparison.OrdinalIgnoreCase);

        // A leading zero keeps a high hex digit from being read as a sign.
        string plain = isHex ? "0" + magnitude[2..] : magnitude;
        NumberStyles style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        bool isEmptyHex = isHex && magnitude.Length == 2;
        if (!isEmptyHex && BigInteger.TryParse(plain, style, CultureInfo.InvariantCulture, out BigInteger number))
        {
            return isNegative ? -number : number;
        }

        bool isLongNumber = text.Length > 64 && text.All(char.IsAsciiDigit);
        return isLongNumber ? BigInteger.Pow(10, 64) : null;
    }
}
