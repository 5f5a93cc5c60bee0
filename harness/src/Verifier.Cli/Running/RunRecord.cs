using System.Collections.Immutable;
using Verifier.Cli.Loading;
using Verifier.Engine.Exploration;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Engine.Verdicts;

namespace Verifier.Cli.Running;

/// <summary>The record of one run: all that tables and result files show, without the machine's outputs and trace.</summary>
internal sealed record RunRecord
{
    /// <summary>The plan of the run.</summary>
    public required Plan Plan { get; init; }

    /// <summary>The verdict.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The findings.</summary>
    public ImmutableArray<JudgedFinding> Findings { get; init; } = [];

    /// <summary>The differences between findings and expectations.</summary>
    public ImmutableArray<string> Surprises { get; init; } = [];

    /// <summary>Those of them that are expected findings that did not come.</summary>
    public ImmutableArray<string> Missing { get; init; } = [];

    /// <summary>Those of them that are outcomes of faults other than expected.</summary>
    public ImmutableArray<string> WrongOutcomes { get; init; } = [];

    /// <summary>The reason why there is no result; null when there is one.</summary>
    public string? Problem { get; init; }

    /// <summary>Remarks for the author of the scenario, such as a request that it does not answer.</summary>
    public ImmutableArray<string> Remarks { get; init; } = [];

    /// <summary>Calls that were made to fail.</summary>
    public int Injected { get; init; }

    /// <summary>Operations in which a fault was absorbed.</summary>
    public int Absorbed { get; init; }

    /// <summary>Operations in which a fault was propagated.</summary>
    public int Propagated { get; init; }

    /// <summary>The states of the fault rules at the end.</summary>
    public ImmutableArray<RuleOutcome> Rules { get; init; } = [];

    /// <summary>Driver Verifier's counters.</summary>
    public ImmutableArray<KeyValuePair<string, long>> Counters { get; init; } = [];

    /// <summary>Its line of results.ndjson, if it was done in a worker: that has all of it. Null: what is here is all.</summary>
    public string? Line { get; init; }

    /// <summary>The hash of the trace.</summary>
    public ulong TraceHash { get; init; }

    /// <summary>The replay token; empty when nothing ran.</summary>
    public string Token { get; init; } = string.Empty;

    /// <summary>DDI calls of the driver.</summary>
    public long Calls { get; init; }

    /// <summary>Calls that could have been made to fail.</summary>
    public long FaultPoints { get; init; }

    /// <summary>Allocations that failed because memory really was short.</summary>
    public long RealFailures { get; init; }

    /// <summary>Virtual time at the end, in 100 ns.</summary>
    public long VirtualTime { get; init; }

    /// <summary>The record of a run that came to its end.</summary>
    public static RunRecord Of(PlannedRun planned, RunResult result)
    {
        var run = result.Run;
        var expectations = new ExpectationSet(run.Plan.Scenario, run.Plan.Driver.Name);
        return new RunRecord
        {
            Plan = planned.Plan,
            Verdict = VerdictOf(result),
            Findings = [.. result.Findings.Select(f => new JudgedFinding(f, expectations.IsExpected(f)))],
            Surprises = result.Surprises,
            Missing = result.Missing,
            WrongOutcomes = result.WrongOutcomes,
            Problem = result.IsAsExpected ? result.Untested : null,
            Remarks = run.Remarks,
            Injected = run.Injections.Length,
            Absorbed = result.Absorbed,
            Propagated = result.Propagated,
            Rules = run.Rules,
            Counters = run.Counters,
            TraceHash = run.TraceHash,
            Token = result.Token,
            Calls = run.Calls,
            FaultPoints = run.FaultPoints,
            RealFailures = run.RealFailures,
            VirtualTime = run.VirtualTime,
        };
    }

    /// <summary>The record of a run in which the driver took control.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="lost">What is said of it; its findings, and whether they are expected.</param>
    public static RunRecord OfUncontrolled(Plan plan, GoldenRecord lost)
    {
        var expectations = new ExpectationSet(plan.Scenario, plan.Driver.Name);
        ImmutableArray<JudgedFinding> findings = [.. lost.Findings.Select(f => new JudgedFinding(Plain(f), f.IsExpected))];
        ImmutableArray<string> missing = [.. expectations.Missing([.. findings.Select(f => f.Finding)])];
        var isExpected = findings.All(f => f.IsExpected);
        return new RunRecord
        {
            Plan = plan,
            Verdict = isExpected ? missing.IsEmpty ? Verdict.Finding : Verdict.Surprise : plan.Rules.IsEmpty ? Verdict.Broken : Verdict.Surprise,
            Findings = findings,
            Surprises = [.. expectations.Unexpected(findings.Select(f => f.Finding)), .. missing],
            Missing = missing,
            Token = lost.Token,
        };
    }

    /// <summary>A finding of plain data as one of a run, without the call that was made to fail.</summary>
    public static Finding Plain(CaseFinding finding) => new()
    {
        Kind = finding.Kind,
        Title = finding.Title,
        Details = finding.Details,
        Operation = finding.Operation,
        Tag = finding.Tag,
        Ddi = finding.Ddi,
    };

    /// <summary>The record of a run that was not done or did not come to its end.</summary>
    public static RunRecord Without(PlannedRun planned, Verdict verdict, string problem) =>
        new() { Plan = planned.Plan, Verdict = verdict, Problem = problem };

    private static Verdict VerdictOf(RunResult result)
    {
        if (result.FailsWithoutFault)
        {
            return Verdict.Broken;
        }

        if (!result.IsAsExpected)
        {
            return Verdict.Surprise;
        }

        if (result.Untested is not null)
        {
            return result.Run.Stop is { Unmodelled: not null } ? Verdict.Unmodelled : Verdict.Inconclusive;
        }

        return result.Findings.IsEmpty ? Verdict.Pass : Verdict.Finding;
    }
}
