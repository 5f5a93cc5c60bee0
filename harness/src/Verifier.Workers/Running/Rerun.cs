using Verifier.Engine.Execution;
using Verifier.Engine.Planning;
using Verifier.Engine.Replay;
using Verifier.Engine.Tokens;
using Verifier.Engine.Verdicts;

namespace Verifier.Workers.Running;

/// <summary>A run that was done again.</summary>
/// <param name="Result">The result.</param>
/// <param name="Comparison">The differences from the run that the token was made from.</param>
internal sealed record Rerun(RunResult Result, ReplayComparison Comparison)
{
    /// <summary>The trace, a line each; empty unless it was kept.</summary>
    public IEnumerable<string> Trace => Result.Run.Trace.Select(e => e.ToString());

    /// <summary>Repeats a run.</summary>
    /// <param name="runner">The runner of plans.</param>
    /// <param name="plan">The run.</param>
    /// <param name="token">The token that it was made from; null: there is nothing to compare.</param>
    /// <param name="options">The options of the run.</param>
    public static Rerun Do(IPlanRunner runner, Plan plan, ReplayToken? token, RunOptions options)
    {
        var moved = token is null ? null : runner.Locate(token, plan);
        var result = runner.Run(moved is null ? plan : Planner.Vary(plan, moved.Variation), options);
        return new Rerun(result, token is null ? new ReplayComparison(true, []) : Replayer.Compare(token, result, moved));
    }
}
