using System.Collections.Immutable;
using Verifier.Cli.Running;
using Verifier.Engine.Exploration;
using Verifier.Scenarios.Model;
using Verifier.Workers.Running;

namespace Verifier.Cli.Exploring;

/// <summary>The result of one campaign, as tables and result files show it.</summary>
/// <param name="Target">What was explored.</param>
/// <param name="Outcome">What came of it; null when there is nothing.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Problem">Why there is no verdict, or none of all; null when there is.</param>
internal sealed record CampaignRecord(ExplorationTarget Target, CampaignOutcome? Outcome, Verdict Verdict, string? Problem)
{
    /// <summary>The minimal scenarios of its findings, by fingerprint; for those that nobody expects.</summary>
    public ImmutableDictionary<string, MinimalScenario> Minimal { get; init; } = ImmutableDictionary<string, MinimalScenario>.Empty;

    /// <summary>Cases to do again, to see whether the driver does the same each time.</summary>
    public ImmutableArray<ExploredCase> Sample { get; init; } = [];

    /// <summary>True for one part of several.</summary>
    public bool IsSharded => Target.Settings.Shard != Shard.Whole;

    /// <summary>True if everything that was planned was done and judged.</summary>
    public bool IsComplete => Outcome is { Completeness.IsComplete: true } && Verdict is not (Verdict.Error or Verdict.NonDeterministic or Verdict.Unmodelled);

    /// <summary>The record of a campaign that was begun.</summary>
    public static CampaignRecord Of(CampaignInProgress campaign)
    {
        var outcome = campaign.Campaign is null ? null : campaign.Outcome();
        var record = campaign.Failure is { } failure
            ? new CampaignRecord(campaign.Target, outcome, Verdicts.Of(failure.Reason), failure.Message)
            : Of(campaign.Target, outcome!);
        return record with { Sample = [.. campaign.Sample] };
    }

    /// <summary>The record of an outcome.</summary>
    public static CampaignRecord Of(ExplorationTarget target, CampaignOutcome outcome)
    {
        var problem = ProblemOf(target, outcome);
        return new CampaignRecord(target, outcome, VerdictOf(outcome, problem), problem);
    }

    /// <summary>The record of a campaign that was begun and that an interruption ended: what was not run says nothing good of the driver.</summary>
    public static CampaignRecord OfInterrupted(CampaignInProgress campaign)
    {
        var record = Of(campaign);
        return campaign.IsOver || record.Verdict is not (Verdict.Pass or Verdict.Finding)
            ? record
            : record with
            {
                Verdict = Verdict.Inconclusive,
                Problem = "interrupted before all was explored; give the same command again with --resume to go on",
            };
    }

    private static Verdict VerdictOf(CampaignOutcome outcome, string? problem)
    {
        // With the script's own faults in it, a golden run may rightly find what they do.
        if (!outcome.Golden.RanShort && outcome.Golden.Findings.Any(
            f => f is { IsExpected: false, Benign: null, Injected: null } && f.Kind != FindingKind.NotReached))
        {
            return Verdict.Broken;
        }

        if (outcome.Golden.IsUnmodelled)
        {
            return Verdict.Unmodelled;
        }

        if (!outcome.Surprises.IsEmpty)
        {
            return Verdict.Surprise;
        }

        return outcome.Results.Any(r => r.Verdict == CaseVerdict.Unmodelled) ? Verdict.Unmodelled
            : problem is not null ? Verdict.Inconclusive
            : outcome.Groups.Any(g => !g.IsBenign) ? Verdict.Finding
            : Verdict.Pass;
    }

    private static string? ProblemOf(ExplorationTarget target, CampaignOutcome outcome)
    {
        var completeness = outcome.Completeness;
        if (outcome.Golden.Untested is { } untested)
        {
            return untested;
        }

        if (outcome.Golden.Points.IsEmpty)
        {
            return "the workload reaches no call that can be made to fail, so nothing was explored; load and use the driver, or leave the exploration out";
        }

        if (completeness.Inconclusive > 0)
        {
            var first = outcome.Results.First(r => r.Verdict.IsUnjudged());
            var count = completeness.Inconclusive;
            return FormattableString.Invariant($"{count} of the runs could not be judged; the first, {first.Key}: {first.Problem}");
        }

        // One shard cannot say what all of them miss.
        return !outcome.Missing.IsEmpty && completeness.OutOfBudget > 0 && target.Settings.Shard == Shard.Whole
            ? $"not all was explored, and {string.Join("; ", outcome.Missing)}"
            : null;
    }
}
