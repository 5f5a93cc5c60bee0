using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Verifier.Cli.Loading;
using Verifier.Cli.Running;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Engine.Verdicts;
using Verifier.History;
using Verifier.History.Converting;

namespace Verifier.Cli.Nightly;

/// <summary>
/// The record that a night keeps of a run as its script says: plain data, since the run may have been done in another process.
/// </summary>
internal sealed record NightRun
{
    /// <summary>The verdict.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>True if a finding came that the script expects.</summary>
    public bool IsExpectedFound { get; init; }

    /// <summary>Findings that the script expects of the driver.</summary>
    public int Expected { get; init; }

    /// <summary>True if it came to an end that can be judged.</summary>
    public bool IsJudged { get; init; } = true;

    /// <summary>Expected findings that did not come.</summary>
    public ImmutableArray<string> Missing { get; init; } = [];

    /// <summary>Outcomes of faults other than expected.</summary>
    public ImmutableArray<string> WrongOutcomes { get; init; } = [];

    /// <summary>The replay token; empty when nothing ran.</summary>
    public string Token { get; init; } = string.Empty;

    /// <summary>Its line of results.ndjson.</summary>
    public required string Line { get; init; }

    /// <summary>Its rows in the history.</summary>
    public required NightBatch Batch { get; init; }

    /// <summary>True if an expectation of the script is not met.</summary>
    [JsonIgnore]
    public bool IsUnmet => !Missing.IsEmpty || !WrongOutcomes.IsEmpty;

    /// <summary>Of a run that came to its end.</summary>
    public static NightRun Of(RunResult result)
    {
        var record = RunRecord.Of(new PlannedRun(result.Run.Plan), result);
        return Of(record, PlainRunRows.Of(result, record.Verdict.Word()));
    }

    /// <summary>Of a run in which the harness failed.</summary>
    public static NightRun Failed(Plan plan, string problem) => Without(plan, Verdict.Error, $"internal error: {problem}");

    /// <summary>Of a run that cannot be done.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="verdict">What is said of it.</param>
    /// <param name="problem">Why it cannot be done.</param>
    public static NightRun Without(Plan plan, Verdict verdict, string problem)
    {
        var record = RunRecord.Without(new PlannedRun(plan), verdict, problem);
        return Of(record, PlainRunRows.Without(plan, TargetMode.Run, isError: verdict == Verdict.Error, problem)) with { IsJudged = false };
    }

    /// <summary>Of a run in which the driver took control.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="how">What the driver did.</param>
    /// <param name="details">More lines.</param>
    public static NightRun Uncontrolled(Plan plan, string how, IEnumerable<string> details)
    {
        var run = UncontrolledRun.Golden(plan, how, details);
        var record = RunRecord.OfUncontrolled(plan, run);
        return Of(record, PlainRunRows.OfUncontrolled(plan, run, record.Verdict.Word(), record.Surprises, record.Missing.Length + record.WrongOutcomes.Length));
    }

    private static NightRun Of(RunRecord record, NightBatch batch) => new()
    {
        Verdict = record.Verdict,
        IsExpectedFound = record.Findings.Any(f => f.IsExpected),
        Expected = new ExpectationSet(record.Plan.Scenario, record.Plan.Driver.Name).Planted,
        Missing = record.Missing,
        WrongOutcomes = record.WrongOutcomes,
        Token = record.Token,
        Line = RunJson.LineOf(record),
        Batch = batch,
    };
}
