using System.Globalization;

namespace Verifier.Kernel;

/// <summary>A number with its noun: <c>1 byte</c>, <c>2 bytes</c>. Every text that is printed counts with it.</summary>
internal static class Counted
{
    /// <summary><c>1 run</c>, <c>2 runs</c>, <c>1 entry</c>, <c>2 entries</c>.</summary>
    /// <param name="number">The number.</param>
    /// <param name="one">The noun for one.</param>
    /// <param name="many">The noun for none or several; null for the first with an "s".</param>
    public static string Of(long number, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {Noun((ulong)Math.Abs(number), one, many)}");

    /// <inheritdoc cref="Of(long, string, string?)"/>
    public static string Of(ulong number, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {Noun(number, one, many)}");

    /// <summary>The same with commas between thousands: <c>1,024 bytes</c>.</summary>
    public static string Grouped(long number, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {Noun((ulong)Math.Abs(number), one, many)}");

    /// <inheritdoc cref="Grouped(long, string, string?)"/>
    public static string Grouped(ulong number, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {Noun(number, one, many)}");

    /// <summary>One of two words: <c>1 byte is</c>, <c>2 bytes are</c>.</summary>
    public static string Noun(ulong number, string one, string? many = null) => number == 1 ? one : many ?? one + "s";
}
