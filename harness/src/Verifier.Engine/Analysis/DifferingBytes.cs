using System.Collections.Immutable;
using System.Globalization;

namespace Verifier.Engine.Analysis;

/// <summary>Neighbouring bytes of an output, none of which is what it is without faults.</summary>
/// <param name="Offset">Where the first of them is.</param>
/// <param name="Seen">The bytes; empty where the output ended before.</param>
/// <param name="Usual">The bytes of the run without faults; empty where that output ended before.</param>
public sealed record DifferingBytes(int Offset, ImmutableArray<byte> Seen, ImmutableArray<byte> Usual)
{
    private const int Shown = 16;

    /// <summary>How many they are.</summary>
    public int Length => Math.Max(Seen.Length, Usual.Length);

    /// <summary>As one line: which bytes, and what they are instead of what.</summary>
    public override string ToString() =>
        $"{Where(Length)} {(Length == 1 ? "is" : "are")} {Hex(Seen, "missing")} instead of {Hex(Usual, Length == 1 ? "no byte" : "no bytes")}";

    /// <summary>All places where two outputs differ, in order.</summary>
    public static ImmutableArray<DifferingBytes> Between(ImmutableArray<byte> seen, ImmutableArray<byte> usual)
    {
        var common = Math.Min(seen.Length, usual.Length);
        var all = ImmutableArray.CreateBuilder<DifferingBytes>();
        for (var at = 0; at < common;)
        {
            var end = at;
            while (end < common && seen[end] != usual[end])
            {
                end++;
            }

            if (end > at)
            {
                all.Add(new DifferingBytes(at, seen[at..end], usual[at..end]));
            }

            at = end + 1;
        }

        if (seen.Length != usual.Length)
        {
            all.Add(new DifferingBytes(common, seen[common..], usual[common..]));
        }

        return all.ToImmutable();
    }

    /// <summary>As an outcome adds it: the bytes of one of the two runs.</summary>
    internal string Of(ImmutableArray<byte> bytes) => bytes.IsEmpty
        ? string.Create(CultureInfo.InvariantCulture, $"ends before byte {Offset}")
        : $"{Where(bytes.Length)}: {Hex(bytes, string.Empty)}";

    private string Where(int length) => length == 1
        ? string.Create(CultureInfo.InvariantCulture, $"byte {Offset}")
        : string.Create(CultureInfo.InvariantCulture, $"bytes {Offset} to {Offset + length - 1}");

    private static string Hex(ImmutableArray<byte> bytes, string none) => bytes.IsEmpty
        ? none
        : string.Join(' ', bytes.Take(Shown).Select(b => b.ToString("X2", CultureInfo.InvariantCulture))) + (bytes.Length > Shown ? " …" : string.Empty);
}
