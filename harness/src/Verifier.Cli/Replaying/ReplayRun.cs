using Verifier.Cli.Host;
using Verifier.Cli.Loading;
using Verifier.Cli.Running;
using Verifier.Engine.Execution;
using Verifier.Engine.Planning;
using Verifier.Engine.Replay;
using Verifier.Engine.Tokens;
using Verifier.Workers.Running;

namespace Verifier.Cli.Replaying;

/// <summary>One run, done again.</summary>
/// <param name="Record">The run.</param>
/// <param name="Comparison">The differences from the run that the token was made from.</param>
/// <param name="Trace">The trace, a line each, if it was asked for.</param>
internal sealed record ReplayRun(RunRecord Record, ReplayComparison Comparison, IReadOnlyList<string> Trace)
{
    /// <summary>The exit code of the run: its verdict's, or that of a divergence.</summary>
    public ExitCode ExitCode => Comparison.IsSame ? Record.Verdict.ExitCode() : ExitCode.Diverged;

    /// <summary>Repeats a run in this process.</summary>
    /// <param name="runner">The runner of plans.</param>
    /// <param name="plan">The run.</param>
    /// <param name="token">The token that it was made from; null: there is nothing to compare.</param>
    /// <param name="options">The options of the run.</param>
    public static ReplayRun Do(IPlanRunner runner, Plan plan, ReplayToken? token, RunOptions options)
    {
        var again = Rerun.Do(runner, plan, token, options);
        return new ReplayRun(RunRecord.Of(new PlannedRun(again.Result.Run.Plan), again.Result), again.Comparison, [.. again.Trace]);
    }
}
