using System.Collections.Immutable;
using Verifier.Engine.Economy;
using Verifier.Engine.Exploration;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Engine.Verdicts;

namespace Verifier.History.Converting;

/// <summary>Converts a run as its script says to the rows that a history keeps of it.</summary>
public static class PlainRunRows
{
    /// <summary>The strategy's word for a run as its script says, and its case and place.</summary>
    public const string Script = "script";

    /// <summary>Makes the rows of a run that came to its end.</summary>
    /// <param name="result">The run.</param>
    /// <param name="verdict">Its verdict in one word, as results.ndjson has it.</param>
    /// <param name="advice">Advice about memory; empty when it was not asked for.</param>
    public static NightBatch Of(RunResult result, string verdict, ImmutableArray<Advice> advice = default)
    {
        ArgumentNullException.ThrowIfNull(result);
        var run = result.Run;
        var target = TargetRows.Of(run.Plan, TargetMode.Run, verdict, result.IsAsExpected ? result.Untested : null) with
        {
            Surprises = Surprise.TextsOf(result.Surprises),
            Remarks = run.Remarks,
            Planned = 1,
            Token = result.Token,
            TraceHash = run.TraceHash,
            Calls = run.Calls,
            Unmet = result.Surprises.Count(surprise => surprise.IsUnmetExpectation),
            FurtherRoutines = TargetRows.Routines(run.Injections.SelectMany(i => i.Stack.Frames)),
        };
        var kind = !result.Findings.IsEmpty ? RunVerdict.Finding : result.Untested is null ? RunVerdict.Pass : RunVerdict.Inconclusive;
        var findings = FindingRecord.Of(result).Select(f => Finding(target, f, run)).DistinctBy(f => f.Finding.Fingerprint).ToList();
        var row = Row(target, kind) with
        {
            Variation = VariationText.Write(run.Plan.Variation),
            Problem = kind == RunVerdict.Inconclusive ? result.Untested : null,
            Outcome = TargetRows.OutcomeOf(kind, result.Absorbed, result.Propagated),
            Point = run.Injections.IsEmpty ? null : PointOf(run),
            Injected = run.Injections.Length,
            Calls = run.Calls,
            TraceHash = run.TraceHash,
            Findings = [.. findings.Select(f => f.Finding.Fingerprint)],
        };
        return new NightBatch
        {
            Target = target,
            Runs = [row],
            Findings = [.. findings],
            Advice = advice.IsDefaultOrEmpty ? [] : TargetRows.Advice(target, advice),
        };
    }

    /// <summary>Makes the rows of a run in which the driver took control.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="lost">The record of the run.</param>
    /// <param name="verdict">Its verdict in one word, as results.ndjson has it.</param>
    /// <param name="surprises">Differences between the findings and the script's expectations.</param>
    public static NightBatch OfUncontrolled(Plan plan, GoldenRecord lost, string verdict, ImmutableArray<Surprise> surprises)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(lost);
        var target = TargetRows.Of(plan, TargetMode.Run, verdict, problem: null) with
        {
            Surprises = Surprise.TextsOf(surprises),
            Unmet = surprises.Count(surprise => surprise.IsUnmetExpectation),
            Planned = 1,
            Token = lost.Token,
        };
        var row = Row(target, RunVerdict.Finding) with
        {
            Outcome = FaultOutcome.Neither,
            Findings = TargetRows.Distinct(lost.Findings.Select(f => f.Fingerprint)),
        };

        // The number of calls that had failed by then is not known any more: the number of the script's rules stands for it.
        var faults = plan.Rules.Length;
        return new NightBatch
        {
            Target = target,
            Runs = [row],
            Findings =
            [
                .. lost.Findings.Select(f => new FindingObservation
                {
                    Finding = TargetRows.Finding(target, f),
                    Runs = 1,
                    Exemplar = TargetRows.Exemplar(target, f) with { CaseKey = Script, Faults = faults },
                }),
            ],
        };
    }

    /// <summary>
    /// Makes the rows of a run, or a campaign, of which nothing came: the harness failed, or not all that it needs is there.
    /// </summary>
    /// <param name="plan">The plan of the run, or of the golden run.</param>
    /// <param name="mode">The mode.</param>
    /// <param name="isError">True if the harness failed.</param>
    /// <param name="problem">The reason why there are no results.</param>
    public static NightBatch Without(Plan plan, TargetMode mode, bool isError, string problem)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var target = TargetRows.Of(plan, mode, isError ? "error" : "inconclusive", problem) with { Planned = 1 };
        var row = Row(target, isError ? RunVerdict.Error : RunVerdict.Inconclusive) with { Outcome = FaultOutcome.Neither, Problem = problem };
        return new NightBatch { Target = target, Runs = [row] };
    }

    private static RunRow Row(TargetRow target, RunVerdict verdict)
    {
        var name = target.Mode == TargetMode.Run ? Script : CampaignRows.Golden;
        return TargetRows.Run(target) with { CaseKey = name, Place = name, Strategy = name, Verdict = verdict };
    }

    private static PointKey PointOf(RunObservation run)
    {
        var first = run.Injections[0];
        return new PointKey(Places.FunctionOf([.. first.Stack.Frames]), first.Ddi.Name, first.Tag?.ToString() ?? string.Empty, 1);
    }

    private static FindingObservation Finding(TargetRow target, FindingRecord finding, RunObservation run) => new()
    {
        Finding = TargetRows.Finding(target, finding),
        Runs = 1,
        Exemplar = TargetRows.Exemplar(target, finding) with
        {
            CaseKey = Script,
            TraceHash = run.TraceHash,
            Faults = run.Injections.Length,
            Calls = run.Calls,
        },
    };
}
