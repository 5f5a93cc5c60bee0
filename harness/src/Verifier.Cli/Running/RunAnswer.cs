using System.Collections.Immutable;
using Verifier.Engine.Planning;

namespace Verifier.Cli.Running;

/// <summary>A run as a worker tells it: a <see cref="RunRecord"/> without its plan, and its line of results.ndjson.</summary>
internal sealed record RunAnswer
{
    /// <summary>What it says that a record says, too.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The findings.</summary>
    public ImmutableArray<FindingAnswer> Findings { get; init; } = [];

    /// <summary>The differences between findings and expectations.</summary>
    public ImmutableArray<string> Surprises { get; init; } = [];

    /// <summary>Expected findings that did not come.</summary>
    public ImmutableArray<string> Missing { get; init; } = [];

    /// <summary>Outcomes of faults other than expected.</summary>
    public ImmutableArray<string> WrongOutcomes { get; init; } = [];

    /// <summary>The reason why there is no result; null when there is one.</summary>
    public string? Problem { get; init; }

    /// <summary>Remarks for the author of the scenario.</summary>
    public ImmutableArray<string> Remarks { get; init; } = [];

    /// <summary>Calls that were made to fail.</summary>
    public int Injected { get; init; }

    /// <summary>Operations in which a fault was absorbed.</summary>
    public int Absorbed { get; init; }

    /// <summary>Operations in which a fault was propagated.</summary>
    public int Propagated { get; init; }

    /// <summary>The hash of the trace.</summary>
    public ulong TraceHash { get; init; }

    /// <summary>The replay token.</summary>
    public string Token { get; init; } = string.Empty;

    /// <summary>Calls that could have been made to fail.</summary>
    public long FaultPoints { get; init; }

    /// <summary>The line of results.ndjson: all that is in no table.</summary>
    public required string Line { get; init; }

    /// <summary>The answer of a record.</summary>
    public static RunAnswer Of(RunRecord record) => new()
    {
        Verdict = record.Verdict,
        Findings = [.. record.Findings.Select(FindingAnswer.Of)],
        Surprises = record.Surprises,
        Missing = record.Missing,
        WrongOutcomes = record.WrongOutcomes,
        Problem = record.Problem,
        Remarks = record.Remarks,
        Injected = record.Injected,
        Absorbed = record.Absorbed,
        Propagated = record.Propagated,
        TraceHash = record.TraceHash,
        Token = record.Token,
        FaultPoints = record.FaultPoints,
        Line = RunJson.LineOf(record),
    };

    /// <summary>The record of the answer.</summary>
    /// <param name="plan">What was run.</param>
    public RunRecord ToRecord(Plan plan) => new()
    {
        Plan = plan,
        Verdict = Verdict,
        Findings = [.. Findings.Select(finding => finding.ToFinding())],
        Surprises = Surprises,
        Missing = Missing,
        WrongOutcomes = WrongOutcomes,
        Problem = Problem,
        Remarks = Remarks,
        Injected = Injected,
        Absorbed = Absorbed,
        Propagated = Propagated,
        TraceHash = TraceHash,
        Token = Token,
        FaultPoints = FaultPoints,
        Line = Line,
    };
}
