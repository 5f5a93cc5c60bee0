using Verifier.Engine.Observation;
using Verifier.Engine.Replay;

namespace Verifier.Cli.Running;

/// <summary>One run, done again.</summary>
/// <param name="Record">The run.</param>
/// <param name="Comparison">What is different from the run that the token was made from.</param>
/// <param name="Trace">The trace, if it was asked for.</param>
internal sealed record ReplayRun(RunRecord Record, ReplayComparison Comparison, IReadOnlyList<TraceEvent> Trace)
{
    /// <summary>What it makes of the exit code.</summary>
    public ExitCode ExitCode => Comparison.IsSame ? Record.Verdict.ExitCode() : ExitCode.Diverged;
}
