using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Diagnostics;

namespace Verifier.Scenarios.Binding.Values;

/// <summary>Numbers with a unit: virtual time and bytes.</summary>
internal static partial class Quantities
{
    private const string DurationForm = @"^([0-9]{1,15})(\.[0-9]{1,9})? ?(us|ms|s|min|h)$";
    private const string SizeForm = @"^([0-9]{1,15})(\.[0-9]{1,9})? ?(B|KB|KiB|MB|MiB|GB|GiB)$";
    private static readonly TimeSpan LongestDuration = TimeSpan.FromDays(365);

    private static readonly Dictionary<string, long> DurationUnits = new(StringComparer.Ordinal)
    {
        ["us"] = TimeSpan.TicksPerMicrosecond,
        ["ms"] = TimeSpan.TicksPerMillisecond,
        ["s"] = TimeSpan.TicksPerSecond,
        ["min"] = TimeSpan.TicksPerMinute,
        ["h"] = TimeSpan.TicksPerHour,
    };

    private static readonly Dictionary<string, long> SizeUnits = new(StringComparer.Ordinal)
    {
        ["B"] = 1,
        ["KB"] = 1000,
        ["KiB"] = 1L << 10,
        ["MB"] = 1_000_000,
        ["MiB"] = 1L << 20,
        ["GB"] = 1_000_000_000,
        ["GiB"] = 1L << 30,
    };

    /// <summary>A duration.</summary>
    /// <param name="allowsZero">True if 0 makes sense.</param>
    /// <returns>The kind.</returns>
    public static IKind<TimeSpan> Duration(bool allowsZero) => new ScalarKind<TimeSpan>
    {
        Phrase = "a duration such as 10ms, 1.5s or 8min",
        Code = DiagnosticCodes.BadDuration,
        Parse = (text, _) => ParseDuration(text) is { Problem: null, Value.Ticks: 0 } && !allowsZero
            ? Parsed<TimeSpan>.Wrong("must be more than 0", DiagnosticCodes.OutOfRange)
            : ParseDuration(text),
        JsonSchema = () => new JsonObject { ["type"] = "string", ["pattern"] = DurationForm },
    };

    /// <summary>A number of bytes.</summary>
    /// <param name="phrase">The size in words, with an article.</param>
    /// <param name="minimum">Smallest.</param>
    /// <param name="maximum">Largest.</param>
    /// <returns>The kind.</returns>
    public static IKind<long> Size(string phrase, long minimum, long maximum) => new ScalarKind<long>
    {
        Phrase = phrase,
        Code = DiagnosticCodes.BadSize,
        Parse = (text, _) => ParseSize(text, minimum, maximum),
        JsonSchema = () => SizeSchema(minimum, maximum),
    };

    /// <summary>Parses a duration.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The duration or what is wrong.</returns>
    public static Parsed<TimeSpan> ParseDuration(string text)
    {
        Match match = DurationPattern().Match(text);
        if (!match.Success)
        {
            return Parsed<TimeSpan>.Wrong(NumberOnly().IsMatch(text)
                ? $"has no unit; write {text}ms, {text}s or {text}min"
                : "is not a duration: a number and one of us, ms, s, min, h, such as 10ms");
        }

        decimal ticks = Amount(match) * DurationUnits[match.Groups[3].Value];
        if (ticks > LongestDuration.Ticks)
        {
            return Parsed<TimeSpan>.Wrong("is out of range: at most 365 days", DiagnosticCodes.OutOfRange);
        }

        return decimal.IsInteger(ticks)
            ? new TimeSpan((long)ticks)
            : Parsed<TimeSpan>.Wrong("is finer than the 100 ns in which the kernel counts");
    }

    /// <summary>Parses a number of bytes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="minimum">Smallest.</param>
    /// <param name="maximum">Largest.</param>
    /// <returns>The number or what is wrong.</returns>
    public static Parsed<long> ParseSize(string text, long minimum, long maximum)
    {
        Match match = SizePattern().Match(text);
        if (!match.Success)
        {
            Parsed<ulong> number = Numbers.Parse(text, (ulong)minimum, (ulong)maximum);
            Parsed<long> other = number.Code == DiagnosticCodes.BadNumber
                ? Parsed<long>.Wrong("is not a byte size: a number and B, KiB, MiB, GiB (1024) or KB, MB, GB (1000), such as 64KiB")
                : number.As<long>();
            return number.Problem is null ? (long)number.Value : other;
        }

        decimal bytes = Amount(match) * SizeUnits[match.Groups[3].Value];
        if (!decimal.IsInteger(bytes))
        {
            return Parsed<long>.Wrong("is not a whole number of bytes");
        }

        return bytes >= minimum && bytes <= maximum
            ? (long)bytes
            : Parsed<long>.Wrong(FormattableString.Invariant($"is out of range: {minimum} to {maximum} bytes"), DiagnosticCodes.OutOfRange);
    }

    private static JsonObject SizeSchema(long minimum, long maximum) => new()
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["type"] = "integer", ["minimum"] = minimum, ["maximum"] = maximum },
            new JsonObject { ["type"] = "string", ["pattern"] = SizeForm }),
    };

    private static decimal Amount(Match match) =>
        decimal.Parse(match.Groups[1].Value + match.Groups[2].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(DurationForm)]
    private static partial Regex DurationPattern();

    [GeneratedRegex(SizeForm)]
    private static partial Regex SizePattern();

    [GeneratedRegex(@"^[0-9]{1,15}(\.[0-9]{1,9})?$")]
    private static partial Regex NumberOnly();
}
