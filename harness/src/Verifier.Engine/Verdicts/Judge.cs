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

    // An explored run's operations are judged by the contract, by comparison with other runs.
    private static readonly ImmutableArray<IChecker> ExploredCheckers = [new StopChecker(), new LeakChecker(), new ProtocolChecker()];

    /// <summary>The findings of an explored run that need no other run to compare with.</summary>
    internal static IEnumerable<Finding> ExploredFindingsOf(RunObservation run) => ExploredCheckers.SelectMany(c => c.Check(run));

    /// <summary>All findings of a run.</summary>
    public static ImmutableArray<Finding> FindingsOf(RunObservation run) => [.. Checkers.SelectMany(c => c.Check(run))];
}
