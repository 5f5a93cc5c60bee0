using System.Collections.Immutable;
using Verifier.Engine.Economy;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;

namespace Verifier.History.Converting;

/// <summary>What a history keeps of a campaign.</summary>
public static class CampaignRows
{
    /// <summary>The strategy's word for the run in which nothing is made to fail.</summary>
    public const string Golden = "golden";

    /// <summary>Makes the rows.</summary>
    /// <param name="plan">The plan of the golden run.</param>
    /// <param name="settings">What was to be explored.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="verdict">The campaign's verdict in one word, as results.ndjson has it.</param>
    /// <param name="problem">Why there is no verdict; null when there is one.</param>
    /// <param name="advice">Advice about memory; empty when it was not asked for.</param>
    public static NightBatch Of(
        Plan plan, ExploreSettings settings, CampaignOutcome outcome, string verdict, string? problem = null, ImmutableArray<Advice> advice = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(outcome);
        var target = TargetRows.Of(plan, TargetMode.Explore, verdict, problem) with
        {
            Surprises = outcome.Surprises,
            Remarks = outcome.Golden.Remarks,
            Planned = 1 + outcome.Results.Length + outcome.Completeness.OutOfBudget,
            Token = outcome.Golden.Token,
            TraceHash = outcome.Golden.TraceHash,
            Calls = outcome.Golden.Calls,
            Completeness = outcome.Completeness,
            CompleteStrategies = Complete(settings, outcome),
            Unmet = UnmetOf(settings, outcome),
            Routines = TargetRows.Routines(outcome.Golden.Points.SelectMany(p => p.Frames)),
            FurtherRoutines = TargetRows.Routines(
                outcome.Results.SelectMany(r => r.MorePoints.SelectMany(p => p.Frames).Concat(r.Findings.SelectMany(f => f.InjectedAt.Concat(f.StoppedAt))))),
        };
        return new NightBatch
        {
            Target = target,
            Runs = [GoldenRow(plan, target, outcome), .. CaseRows(plan, target, outcome)],
            Findings = [.. outcome.Groups.Select(g => Finding(target, outcome, g))],
            Sites = SiteRows.Of(target, outcome.Sites),
            Advice = advice.IsDefaultOrEmpty ? [] : TargetRows.Advice(target, advice),
        };
    }

    // What a part of an exploration misses another part may have.
    private static int UnmetOf(ExploreSettings settings, CampaignOutcome outcome) =>
        outcome.Unmet.Length + (settings.Shard == Shard.Whole && outcome.Completeness.OutOfBudget == 0 ? outcome.Missing.Length : 0);

    private static ImmutableArray<string> Complete(ExploreSettings settings, CampaignOutcome outcome)
    {
        var isWhole = outcome.Completeness is { IsComplete: true, Excluded: 0 } && settings.Shard == Shard.Whole && !outcome.Golden.IsStopped;
        var wanted = settings.Strategies;
        return !isWhole ? [] :
        [
            .. wanted.HasFlag(ExploreStrategies.Each) || wanted.HasFlag(ExploreStrategies.Second) ? new[] { "each" } : [],
            .. wanted.HasFlag(ExploreStrategies.Persistent) ? new[] { "persistent" } : [],
            .. wanted.HasFlag(ExploreStrategies.Second) ? new[] { "second" } : [],
        ];
    }

    private static RunRow GoldenRow(Plan plan, TargetRow target, CampaignOutcome outcome) => TargetRows.Run(target) with
    {
        CaseKey = Golden,
        Place = Golden,
        Strategy = Golden,
        Variation = VariationText.Write(plan.Variation),
        Verdict = GoldenVerdict(outcome.Golden),
        Problem = outcome.Golden.Untested,
        Outcome = outcome.Golden.Findings.IsEmpty ? FaultOutcome.None : FaultOutcome.Neither,
        Calls = outcome.Golden.Calls,
        TraceHash = outcome.Golden.TraceHash,
        Findings = TargetRows.Distinct(outcome.Golden.Findings.Select(f => f.Fingerprint)),
    };

    private static RunVerdict GoldenVerdict(GoldenRecord golden) =>
        !golden.Findings.IsEmpty ? RunVerdict.Finding : golden.Untested is null ? RunVerdict.Pass : RunVerdict.Inconclusive;

    private static IEnumerable<RunRow> CaseRows(Plan plan, TargetRow target, CampaignOutcome outcome)
    {
        var places = new Places(outcome);
        foreach (var result in outcome.Results)
        {
            var variation = Places.VariationOf(result.Key);
            yield return TargetRows.Run(target) with
            {
                CaseKey = result.Key,
                Place = places.NameOf(result.Key, variation),
                Strategy = Places.StrategyOf(result.Key),
                Variation = VariationText.Write(CompleteVariation.Of(outcome.Golden.ExploredPlan(plan), outcome.Golden.Points, variation)),
                Point = places.PointOf(variation),
                Verdict = VerdictOf(result),
                Outcome = TargetRows.OutcomeOf(VerdictOf(result), result.Absorbed, result.Propagated),
                Injected = result.Injected,
                Calls = result.Calls,
                TraceHash = result.TraceHash,
                Findings = TargetRows.Distinct(result.Findings.Select(f => f.Fingerprint)),
                Problem = result.Problem,
            };
        }
    }

    // A driver that took control from the harness is the driver's fault; its finding says how.
    private static RunVerdict VerdictOf(CaseResult result) => result.Verdict switch
    {
        CaseVerdict.Pass => RunVerdict.Pass,
        CaseVerdict.Finding or CaseVerdict.Uncontrolled => RunVerdict.Finding,
        _ => RunVerdict.Inconclusive,
    };

    private static FindingObservation Finding(TargetRow target, CampaignOutcome outcome, FindingGroup group)
    {
        var best = group.Exemplar;
        var run = outcome.Results.FirstOrDefault(r => r.Findings.Contains(best));
        var isGolden = outcome.Golden.Findings.Any(f => f.Fingerprint == group.Fingerprint);
        return new FindingObservation
        {
            Finding = TargetRows.Finding(target, best),
            Runs = group.Cases.Distinct().Count() + (isGolden ? 1 : 0),
            Exemplar = TargetRows.Exemplar(target, best) with
            {
                CaseKey = run?.Key ?? Golden,
                TraceHash = run?.TraceHash ?? outcome.Golden.TraceHash,
                Faults = run?.Injected ?? 0,
                Calls = run?.Calls ?? outcome.Golden.Calls,
            },
        };
    }
}
