using System.Globalization;

namespace Verifier.Acceptance.Library.Record;

/// <summary>What all parts of the record share: how values are written, and how a long list is kept short without hiding a change in it.</summary>
internal static class Lines
{
    private const int Block = 100;
    private const uint Offset = 0x811C_9DC5, Prime = 0x0100_0193;

    // Timeouts and other negative numbers of 64 bits; no address of the simulated machine is that high.
    private const ulong LeastNegative = 0xFFFF_0000_0000_0000;

    /// <summary>
    /// A register value: small numbers as they are, <c>@</c> for what is an address. Where things are in the simulated machine may change
    /// without any driver noticing.
    /// </summary>
    public static string Value(ulong value) => value switch
    {
        < 10 => value.ToString(CultureInfo.InvariantCulture),
        <= uint.MaxValue => "0x" + value.ToString("X", CultureInfo.InvariantCulture),
        >= LeastNegative => ((long)value).ToString(CultureInfo.InvariantCulture),
        _ => "@",
    };

    /// <summary>Several register values.</summary>
    public static string Values(IEnumerable<ulong> values) => string.Join(", ", values.Select(Value));

    /// <summary>A hash of lines, 8 hex digits.</summary>
    public static string Digest(IEnumerable<string> lines) =>
        lines.Aggregate(Offset, (hash, line) => (Fold(hash, line) ^ '\n') * Prime).ToString("x8", CultureInfo.InvariantCulture);

    /// <summary>Indented lines: the first ones as they are, a hash for each block of those behind them.</summary>
    public static IEnumerable<string> Capped(IReadOnlyList<string> lines, int most)
    {
        foreach (var line in lines.Take(most))
        {
            yield return "  " + line;
        }

        var number = most;
        foreach (var block in lines.Skip(most).Chunk(Block))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"  {number + 1} to {number + block.Length}: {Digest(block)}");
            number += block.Length;
        }
    }

    private static uint Fold(uint hash, string text)
    {
        foreach (var c in text)
        {
            hash = unchecked((hash ^ c) * Prime);
        }

        return hash;
    }
}
