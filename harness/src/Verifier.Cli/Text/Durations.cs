using System.Globalization;

namespace Verifier.Cli.Text;

/// <summary>Wall-clock times for people.</summary>
internal static class Durations
{
    /// <summary><c>12 s</c>, <c>3 min 5 s</c>.</summary>
    public static string InWords(TimeSpan time) => time.TotalMinutes >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds} s")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds):F0} s");
}
