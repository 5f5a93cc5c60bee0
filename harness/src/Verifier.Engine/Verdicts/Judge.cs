using System.Collections.Immutable;
using Verifier.Engine.Observation;

namespace Verifier.Engine.Verdicts;

/// <summary>Runs every checker over an observation.</summary>
public static class Judge
{
    // The stop first: it is the reason for much of what the others see.
    private static readonly ImmutableArray<IChecker> Checkers =
    [
        new StopChecker(),
        new WorkloadCheckChecker(),
        new StatusChecker(),
        new LeakChecker(),
        new ProtocolChecker(),
        new NotReachedChecker(),
    ];

    /// <summary>All findings of a run.</summary>
    public static ImmutableArray<Finding> FindingsOf(RunObservation run) => [.. Checkers.SelectMany(c => c.Check(run))];
}
