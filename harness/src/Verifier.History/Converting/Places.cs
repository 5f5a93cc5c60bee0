using System.Collections.Immutable;
using System.Globalization;
using Verifier.Engine.Exploration;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;

namespace Verifier.History.Converting;

/// <summary>The fault points of one campaign by names, so that cases can be found again in another build of the driver.</summary>
internal sealed class Places
{
    private readonly Dictionary<long, PointKey> _golden;
    private readonly Dictionary<long, Dictionary<long, PointKey>> _more = [];

    public Places(CampaignOutcome outcome)
    {
        _golden = Keys(outcome.Golden.Points);
        foreach (var result in outcome.Results.Where(r => !r.MorePoints.IsEmpty))
        {
            if (VariationOf(result.Key).Points is [var first, ..])
            {
                _more[first.Ordinal] = Keys(result.MorePoints);
            }
        }
    }

    /// <summary>The strategy of a case: the first word of its key.</summary>
    public static string StrategyOf(string caseKey) => caseKey.Split(' ', 2)[0];

    /// <summary>The difference between a case and the golden run.</summary>
    public static Variation VariationOf(string caseKey) => caseKey.Split(' ', 2) is [_, var text] ? VariationText.Parse(text) ?? Variation.None : Variation.None;

    /// <summary>The key of a call of a driver that can fail, as the how-manieth of its like.</summary>
    public static PointKey KeyOf(FaultPoint point, int order) => new(FunctionOf(point.Frames), point.Ddi, point.Tag ?? string.Empty, order);

    /// <summary>The innermost routine with its type; empty without a frame.</summary>
    public static string FunctionOf(ImmutableArray<DriverFrame> frames) => frames.IsEmpty ? string.Empty : $"{frames[0].Type}.{frames[0].Routine}";

    /// <summary>The first point that a case fails; null when it fails no single point.</summary>
    public PointKey? PointOf(Variation variation) => variation.Points is [var first, ..] ? _golden.GetValueOrDefault(first.Ordinal) : null;

    /// <summary>Names a case in any build of the driver.</summary>
    public string NameOf(string caseKey, Variation variation)
    {
        var strategy = StrategyOf(caseKey);
        if (variation.Points.IsEmpty)
        {
            return LimitOf(variation) is { } limit ? $"{strategy} {limit}" : caseKey;
        }

        var first = variation.Points[0].Ordinal;
        var names = variation.Points.Select((p, i) => (i == 0 ? _golden : _more.GetValueOrDefault(first))?.GetValueOrDefault(p.Ordinal)?.ToString() ?? OrdinalText(p.Ordinal))
            .Zip(variation.Points, (name, p) => ShapeWords.Of(p.Shape) is { } shape ? $"{name} ({shape})" : name);
        return $"{strategy} {string.Join(" then ", names)}";
    }

    // Which values are tried depends on what was found: the limit as a whole is what two builds have in common.
    private static string? LimitOf(Variation variation) => variation.Limits switch
    {
        { NonPagedPoolBytes: not null } => "nonpaged-pool",
        { PagedPoolBytes: not null } => "paged-pool",
        { SystemPtes: not null } => "system-ptes",
        { MapRegisters: not null } => "map-registers",
        _ => null,
    };

    private static string OrdinalText(long ordinal) => string.Create(CultureInfo.InvariantCulture, $"call {ordinal}");

    private static Dictionary<long, PointKey> Keys(ImmutableArray<FaultPoint> points)
    {
        var seen = new Dictionary<(string, string, string?), int>();
        var keys = new Dictionary<long, PointKey>(points.Length);
        foreach (var point in points)
        {
            var like = (FunctionOf(point.Frames), point.Ddi, point.Tag);
            seen[like] = seen.GetValueOrDefault(like) + 1;
            keys[point.Ordinal] = KeyOf(point, seen[like]);
        }

        return keys;
    }
}
