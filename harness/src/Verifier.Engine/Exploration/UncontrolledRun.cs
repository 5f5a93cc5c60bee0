using System.Collections.Immutable;
using System.Globalization;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Engine.Tokens;
using Verifier.Engine.Verdicts;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Exploration;

/// <summary>
/// Makes the results of a run that did not come to its end because the driver took control.
/// The process that watched from outside knows how.
/// </summary>
public static class UncontrolledRun
{
    /// <summary>The result of a case.</summary>
    /// <param name="golden">The plan of the golden run.</param>
    /// <param name="record">The golden run; null if it is not at hand.</param>
    /// <param name="key">The case's key.</param>
    /// <param name="variation">What the run was, as whole as it is known.</param>
    /// <param name="how">What the driver did, without anything that may vary: "overflowed its stack".</param>
    /// <param name="details">More lines.</param>
    public static CaseResult Case(Plan golden, GoldenRecord? record, string key, Variation variation, string how, IEnumerable<string> details)
    {
        ArgumentNullException.ThrowIfNull(golden);
        ArgumentNullException.ThrowIfNull(variation);
        var explored = record?.ExploredPlan(golden).Variation ?? golden.Variation;
        var plan = Planner.Vary(golden, variation with { RestsScriptFaults = explored.RestsScriptFaults, WithoutOptions = explored.WithoutOptions });
        var points = record?.Points ?? [];
        var first = variation.Points is [var point, ..] && point.Ordinal <= points.Length ? points[(int)point.Ordinal - 1] : null;
        return new CaseResult
        {
            Key = key,
            Verdict = CaseVerdict.Uncontrolled,
            Injected = variation.Points.Length,
            Findings = [Finding(plan, first, PlaceOf(points, first), $"{CauseOf(variation, first)}: the driver {how}", how, details)],
        };
    }

    /// <summary>The record of a golden run.</summary>
    /// <param name="golden">Its plan.</param>
    /// <param name="how">What the driver did.</param>
    /// <param name="details">More lines.</param>
    public static GoldenRecord Golden(Plan golden, string how, IEnumerable<string> details)
    {
        ArgumentNullException.ThrowIfNull(golden);
        var cause = golden.Rules.IsEmpty ? "With no fault injected" : "With the script's own faults";
        return new GoldenRecord
        {
            Points = [],
            IsStopped = true,
            Findings = [Finding(golden, null, null, $"{cause}: the driver {how}", how, details)],
            Token = ReplayToken.OfUncontrolled(golden),
        };
    }

    private static FaultPlace? PlaceOf(ImmutableArray<FaultPoint> points, FaultPoint? point) =>
        point is null ? null : FaultPlace.Of(points)[(int)point.Ordinal - 1];

    private static CaseFinding Finding(
        Plan plan, FaultPoint? point, FaultPlace? place, string title, string how, IEnumerable<string> details)
    {
        var print = Fingerprint.OfUncontrolled(plan.Driver.Name, how, point);
        var finding = new CaseFinding
        {
            Kind = FindingKind.Uncontrolled,
            Title = title,
            Details = [.. details],
            Operation = point?.OperationName ?? string.Empty,
            Ddi = point?.Ddi ?? string.Empty,
            ExpectedDdi = point?.Ddi ?? string.Empty,
            Tag = point?.Tag,
            Injected = point is null ? null : CallText.Of(point.Ddi, point.Size, point.Tag),
            Size = point?.Size,
            Ordinal = point?.Ordinal ?? 0,
            InjectedAt = point?.Frames ?? [],
            Fingerprint = print.Text,
            CoarseFingerprint = print.Coarse,
            Token = ReplayToken.OfUncontrolled(plan, place),
        };
        var benign = plan.Scenario.Explore?.Benign ?? [];
        return finding with
        {
            IsExpected = new ExpectationSet(plan.Scenario, plan.Driver.Name).IsExpected(finding.ToFinding()),
            Benign = benign.FirstOrDefault(b => new Glob(b.Site).Matches(finding.Site) || b.Site == point?.SiteId)?.Why,
        };
    }

    private static string CauseOf(Variation variation, FaultPoint? first)
    {
        if (variation.Points.IsEmpty)
        {
            return variation.Dice is { } dice
                ? string.Create(CultureInfo.InvariantCulture, $"With a dice of {dice.Chance.Numerator}/{dice.Chance.Denominator} and seed {dice.Seed}")
                : variation.Contents is not null ? "With other contents of uninitialised memory" : "With a limit of the machine lowered";
        }

        var point = variation.Points[0];
        var call = first is null ? string.Create(CultureInfo.InvariantCulture, $"Fault point {point.Ordinal}") : CallText.Of(first.Ddi, first.Size, first.Tag);
        var behind = point.Persistent ? ", and all behind it," : string.Empty;
        var place = first is { Frames: [var frame, ..] } ? $" in {frame}" : string.Empty;
        var during = first is { OperationName.Length: > 0 } ? $" during {first.OperationName}" : string.Empty;
        var later = string.Concat(variation.Points.Skip(1).Select(p => string.Create(CultureInfo.InvariantCulture, $", and fault point {p.Ordinal} after it")));
        var shape = ShapeWords.Of(point.Shape) is { } word ? $" ({word})" : string.Empty;
        return $"{call}{behind} was made to fail{shape}{place}{during}{later}";
    }
}
