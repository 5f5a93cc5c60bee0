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
        var again = Rerun.Do(runner, plan, token, options);
        return new ReplayRun(RunRecord.Of(new PlannedRun(again.Result.Run.Plan), again.Result), again.Comparison, [.. again.Trace]);
    }
}
