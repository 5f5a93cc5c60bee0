using Verifier.Engine.Execution;
using Verifier.Engine.Planning;
using Verifier.Engine.Replay;

namespace Verifier.Cli.Running;

/// <summary>One run, done again.</summary>
/// <param name="Record">The run.</param>
/// <param name="Comparison">What is different from the run that the token was made from.</param>
/// <param name="Trace">The trace, a line each, if it was asked for.</param>
internal sealed record ReplayRun(RunRecord Record, ReplayComparison Comparison, IReadOnlyList<string> Trace)
{
    /// <summary>What it makes of the exit code.</summary>
    public ExitCode ExitCode => Comparison.IsSame ? Record.Verdict.ExitCode() : ExitCode.Diverged;

    /// <summary>Does it in this process.</summary>
    /// <param name="runner">What runs plans.</param>
    /// <param name="plan">The run.</param>
    /// <param name="token">The token that it was made from; null: there is nothing to compare.</param>
    /// <param name="options">How.</param>
    public static ReplayRun Do(IPlanRunner runner, Plan plan, ReplayToken? token, RunOptions options)
    {
        var moved = token is null ? null : runner.Locate(token, plan);
        var planned = new PlannedRun(moved is null ? plan : Planner.Vary(plan, moved.Variation));
        var result = runner.Run(planned.Plan, options);
        var comparison = token is null ? new ReplayComparison(true, []) : Replayer.Compare(token, result, moved);
        return new ReplayRun(RunRecord.Of(planned, result), comparison, [.. result.Run.Trace.Select(e => e.ToString())]);
    }
}
