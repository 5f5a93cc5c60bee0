using Verifier.Cli.Loading;
using Verifier.Engine.Exploration;
using Verifier.Workers.Asking;
using Verifier.Workers.Hosting;

namespace Verifier.Cli.Running;

/// <summary>Executes single runs in a worker process.</summary>
internal sealed class WorkerSingleRunner(WorkerSupply supply) : ISingleRunner
{
    private readonly WorkerAttempts _attempts = new(supply);

    /// <inheritdoc/>
    public RunRecord Run(PlannedRun run, CancellationToken stop)
    {
        var target = WorkerAttempts.TargetOf(run.Plan);
        return _attempts.Do(
            (line, token) => line.Run(target, RecordAccount.Instance, token),
            lost => RunRecord.OfUncontrolled(run.Plan, UncontrolledRun.Golden(run.Plan, lost.How, lost.Details)),
            refusal => RunRecord.Without(run, Verdicts.Of(refusal.Reason), refusal.Message),
            stop);
    }

    /// <inheritdoc/>
    public void Dispose() => _attempts.Dispose();
}
