using System.Collections.Immutable;
using Verifier.Cli.Running;
using Verifier.Engine.Planning;
using Verifier.Engine.Replay;

namespace Verifier.Cli.Isolation;

/// <summary>Asks a worker to do a run again, of the target that it is ready for.</summary>
/// <param name="Token">The token to compare it with; null for none.</param>
/// <param name="KeepsTrace">Is the trace wanted?</param>
internal sealed record ReplayOrder(string? Token, bool KeepsTrace);

/// <summary>A run that was done again.</summary>
/// <param name="Run">The run.</param>
/// <param name="IsSame">Is it the same?</param>
/// <param name="Differences">What is different.</param>
/// <param name="Trace">The trace, if it was asked for.</param>
internal sealed record ReplayAnswer(RunAnswer Run, bool IsSame, ImmutableArray<string> Differences, ImmutableArray<string> Trace)
{
    /// <summary>The answer of a replay.</summary>
    public static ReplayAnswer Of(ReplayRun replay) =>
        new(RunAnswer.Of(replay.Record), replay.Comparison.IsSame, [.. replay.Comparison.Differences], [.. replay.Trace]);

    /// <summary>The replay of the answer.</summary>
    /// <param name="plan">What was run.</param>
    public ReplayRun ToReplay(Plan plan) => new(Run.ToRecord(plan), new ReplayComparison(IsSame, Differences), Trace);
}
