using System.Collections.Immutable;
using Verifier.Engine.Observation;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Verdicts;

/// <summary>One run, judged.</summary>
/// <param name="Run">What was seen.</param>
/// <param name="Findings">What the driver did wrong; empty for a pass.</param>
/// <param name="Surprises">Where findings and <c>expect:</c> differ; empty when everything is as expected.</param>
/// <param name="Token">The replay token.</param>
public sealed record RunResult(RunObservation Run, ImmutableArray<Finding> Findings, ImmutableArray<string> Surprises, string Token)
{
    /// <summary>Those of the surprises that are expected findings that did not come.</summary>
    public ImmutableArray<string> Missing { get; init; } = [];

    /// <summary>Those of the surprises that are outcomes of faults other than expected.</summary>
    public ImmutableArray<string> WrongOutcomes { get; init; } = [];

    /// <summary>The reason why the run proves nothing although findings and expectations agree; null when it proves something.</summary>
    public string? Untested { get; init; }

    /// <summary>Findings and expectations agree.</summary>
    public bool IsAsExpected => Surprises.IsEmpty;

    /// <summary>Operations in which a fault was absorbed.</summary>
    public int Absorbed => Count(OperationOutcome.Absorbed);

    /// <summary>Operations in which a fault was propagated.</summary>
    public int Propagated => Count(OperationOutcome.Propagated);

    /// <summary>An unexpected finding came although nothing had been made to fail and memory was not short: the driver fails by itself.</summary>
    public bool FailsWithoutFault =>
        !IsAsExpected && !Run.RanShort && Findings.Any(f => f.Cause is null && f.Kind != FindingKind.NotReached);

    private int Count(OperationOutcome outcome) => Run.Operations.Count(o => OperationOutcomes.Of(Run, o) == outcome);
}
