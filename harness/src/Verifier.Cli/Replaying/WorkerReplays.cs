using Verifier.Cli.Loading;
using Verifier.Cli.Running;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Engine.Replay;
using Verifier.Engine.Tokens;
using Verifier.Workers.Asking;
using Verifier.Workers.Hosting;
using Verifier.Workers.Messages;

namespace Verifier.Cli.Replaying;

/// <summary>Repeats runs in a worker process.</summary>
internal sealed class WorkerReplays(WorkerSupply supply) : IDisposable
{
    private readonly WorkerAttempts _attempts = new(supply);

    /// <summary>Repeats one. That the driver takes control now, or that it cannot be done, is a difference.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="token">The token that it was made from.</param>
    /// <param name="scenario">The script, if it is not where the token says.</param>
    /// <param name="keepsTrace">True if the trace is wanted.</param>
    /// <param name="stop">Ends it.</param>
    public ReplayRun Run(Plan plan, ReplayToken token, string? scenario, bool keepsTrace, CancellationToken stop)
    {
        var target = WorkerAttempts.TargetOf(plan, scenario);
        var order = new ReplayOrder(token.ToString(), keepsTrace);
        return _attempts.Do(
            (line, stopped) => ToReplay(line.Replay(target, order, RecordAccount.Instance, stopped)),
            lost => Diverged(
                RunRecord.OfUncontrolled(plan, UncontrolledRun.Golden(plan, lost.How, lost.Details)),
                $"The run came to its end when the token was made; this time the driver {lost.How}."),
            refusal => Diverged(RunRecord.Without(new PlannedRun(plan), Verdicts.Of(refusal.Reason), refusal.Message), "The run could not be done again."),
            stop);
    }

    /// <inheritdoc/>
    public void Dispose() => _attempts.Dispose();

    private static ReplayRun ToReplay(ReplayAnswer<RunRecord> answer) => new(answer.Run, answer.Comparison, answer.Trace);

    private static ReplayRun Diverged(RunRecord record, string why) => new(record, new ReplayComparison(false, [why]), []);
}
