using System.Collections.Immutable;
using System.Globalization;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Planning;

/// <summary>
/// A <see cref="Variation"/> as the short text that tokens carry and workers are sent: <c>f12:one-page,15+;p14,20-30;o3,4#2;c5=100;b3;e2;x</c>. Each part begins
/// with the letter that names it; what is as in the script is left out.
/// </summary>
public static class VariationText
{
    private const char PartSeparator = ';';
    private const char Persistent = '+';
    private const char CutMark = '=';
    private const char RangeMark = '-';
    private const char ShapeSeparator = ':';

    /// <summary>The text of a variation; empty for <see cref="Variation.None"/>.</summary>
    public static string Write(Variation variation)
    {
        ArgumentNullException.ThrowIfNull(variation);
        var parts = new List<string>();
        Add(parts, 'f', variation.Points.Select(Text));
        Add(parts, 'o', variation.LeftOut.Select(id => id.ToString()));
        Add(parts, 'c', variation.Cut.Select(cut => $"{cut.Id}{CutMark}{Text(cut.Bytes)}"));
        Add(parts, 'p', variation.Spared.Select(Text));
        Add(parts, 'd', variation.Dice is { } dice ? [$"{Text(dice.Chance.Numerator)}/{Text(dice.Chance.Denominator)}", dice.Seed.ToString(CultureInfo.InvariantCulture)] : []);
        Add(parts, 'n', Limit(variation.Limits.NonPagedPoolBytes));
        Add(parts, 'g', Limit(variation.Limits.PagedPoolBytes));
        Add(parts, 't', Limit(variation.Limits.SystemPtes));
        Add(parts, 'm', Limit(variation.Limits.MapRegisters));
        Add(parts, 'u', variation.Contents is { } contents ? [Text(contents.Pattern), .. contents.Allocations.Select(Text)] : []);
        Add(parts, 'v', variation.WithoutOptions == 0 ? [] : [Text((long)variation.WithoutOptions)]);
        Add(parts, 'b', variation.Probed is { } probed ? [probed.ToString()] : []);
        Add(parts, 'e', variation.Echoes > 0 ? [Text(variation.Echoes)] : []);
        if (variation.RestsScriptFaults)
        {
            parts.Add("x");
        }

        return string.Join(PartSeparator, parts);
    }

    /// <summary>Reads what <see cref="Write"/> wrote; null if it did not write it.</summary>
    public static Variation? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var variation = Variation.None;
        foreach (var part in text.Split(PartSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            if (With(variation, part[0], part[1..].Split(',')) is not { } more)
            {
                return null;
            }

            variation = more;
        }

        return variation;
    }

    private static Variation? With(Variation variation, char name, string[] items)
    {
        switch (name)
        {
            case 'f':
                return All(items, ReadPoint) is { } points ? variation with { Points = points } : null;
            case 'o':
                return All(items, OperationId.Parse) is { } leftOut ? variation with { LeftOut = leftOut } : null;
            case 'c':
                return All(items, ReadCut) is { } cut ? variation with { Cut = cut } : null;
            case 'p':
                return All(items, ReadRange) is { } spared ? variation with { Spared = spared } : null;
            case 'd':
                return ReadDice(items) is { } dice ? variation with { Dice = dice } : null;
            case 'u':
                return ReadContents(items) is { } contents ? variation with { Contents = contents } : null;
            case 'b':
                return All(items, OperationId.Parse) is [var probed] ? variation with { Probed = probed } : null;
            case 'x':
                return variation with { RestsScriptFaults = true };
        }

        if (items.Length != 1 || Number(items[0]) is not { } number)
        {
            return null;
        }

        var limits = variation.Limits;
        return name switch
        {
            'e' when number < int.MaxValue => variation with { Echoes = (int)number },
            'v' when number is > 0 and <= uint.MaxValue => variation with { WithoutOptions = (DriverVerifierOptions)number },
            'n' => variation with { Limits = limits with { NonPagedPoolBytes = number } },
            'g' => variation with { Limits = limits with { PagedPoolBytes = number } },
            't' => variation with { Limits = limits with { SystemPtes = number } },
            'm' => variation with { Limits = limits with { MapRegisters = number } },
            _ => null,
        };
    }

    private static string Text(FaultPointRef point)
    {
        var persistent = point.Persistent ? Persistent.ToString() : string.Empty;
        var shape = ShapeWords.Of(point.Shape) is { } word ? ShapeSeparator + word : string.Empty;
        return Text(point.Ordinal) + persistent + shape;
    }

    // A point without a shape is what earlier versions wrote: it fails in its first shape.
    private static FaultPointRef? ReadPoint(string text)
    {
        var parts = text.Split(ShapeSeparator, 2);
        var shape = parts.Length == 2 ? ShapeWords.Parse(parts[1]) : null;
        return Number(parts[0].TrimEnd(Persistent)) is { } ordinal && (parts.Length == 1 || shape is not null)
            ? new FaultPointRef(ordinal, parts[0].EndsWith(Persistent)) { Shape = shape }
            : null;
    }

    private static CutTransfer? ReadCut(string text) =>
        text.Split(CutMark) is [var id, var bytes] && OperationId.Parse(id) is { } operation && Number(bytes) is { } number and <= int.MaxValue
            ? new CutTransfer(operation, (int)number)
            : null;

    private static string Text(OrdinalRange range) => range.First == range.Last ? Text(range.First) : $"{Text(range.First)}{RangeMark}{Text(range.Last)}";

    private static OtherContents? ReadContents(string[] items) =>
        Number(items[0]) is >= 0 and <= byte.MaxValue and var pattern && All(items[1..], ReadRange) is { } allocations
            ? new OtherContents((byte)pattern, allocations)
            : null;

    private static OrdinalRange? ReadRange(string text)
    {
        var ends = text.Split(RangeMark);
        return Number(ends[0]) is > 0 and var first && Number(ends[^1]) is { } last && last >= first && ends.Length <= 2
            ? new OrdinalRange(first, last)
            : null;
    }

    private static ThrownDice? ReadDice(string[] items)
    {
        var rate = items[0].Split('/');
        return items.Length == 2 && rate.Length == 2 && Number(rate[0]) is { } chances && Number(rate[1]) is > 0 and var all
            && ulong.TryParse(items[1], NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
            ? new ThrownDice(Rate.Of(chances, all), seed)
            : null;
    }

    private static ImmutableArray<T>? All<T>(string[] items, Func<string, T?> read)
        where T : struct
    {
        var all = ImmutableArray.CreateBuilder<T>(items.Length);
        foreach (var item in items)
        {
            if (read(item) is not { } value)
            {
                return null;
            }

            all.Add(value);
        }

        return all.ToImmutable();
    }

    private static void Add(List<string> parts, char name, IEnumerable<string> items)
    {
        var text = string.Join(',', items);
        if (text.Length > 0)
        {
            parts.Add(name + text);
        }
    }

    private static IEnumerable<string> Limit(long? limit) => limit is { } value ? [Text(value)] : [];

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
