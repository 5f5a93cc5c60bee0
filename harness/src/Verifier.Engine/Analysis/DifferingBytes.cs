using System.Collections.Immutable;
using System.Globalization;
using Verifier.Engine.Observation;
using Verifier.Engine.Verdicts;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Analysis;

/// <summary>Neighbouring bytes of an output, none of which is what it is without faults.</summary>
/// <param name="Offset">Where the first of them is.</param>
/// <param name="Seen">The bytes; empty where the output ended before.</param>
/// <param name="Usual">The bytes of the run without faults; empty where that output ended before.</param>
public sealed record DifferingBytes(int Offset, ImmutableArray<byte> Seen, ImmutableArray<byte> Usual)
{
    private const int Shown = 16;

    /// <summary>The number of them.</summary>
    public int Length => Math.Max(Seen.Length, Usual.Length);

    /// <summary>As one line: which bytes, and what they are instead of what.</summary>
    public override string ToString() =>
        $"{Where(Length)} {(Length == 1 ? "is" : "are")} {Hex(Seen, "missing")} instead of {Hex(Usual, Length == 1 ? "no byte" : "no bytes")}";

    /// <summary>All places where the outputs of one operation differ in two runs, in order; not those that the script says vary.</summary>
    internal static ImmutableArray<DifferingBytes> Between(OperationRecord seen, OperationRecord usual) =>
        [.. OutputBytes.Differences(seen, usual).Select(r => new DifferingBytes(r.First, Part(seen.Output, r), Part(usual.Output, r)))];

    private static ImmutableArray<byte> Part(ImmutableArray<byte> output, ByteRange range) =>
        [.. output.Skip(range.First).Take(range.Last - range.First + 1)];

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
