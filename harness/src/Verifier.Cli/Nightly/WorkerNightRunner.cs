using Verifier.Cli.Running;
using Verifier.Engine.Planning;
using Verifier.Workers.Asking;
using Verifier.Workers.Hosting;

namespace Verifier.Cli.Nightly;

/// <summary>Executes a night's runs as their scripts say in a worker process.</summary>
internal sealed class WorkerNightRunner(WorkerSupply supply) : INightRunner
{
    private readonly WorkerAttempts _attempts = new(supply);

    /// <inheritdoc/>
    public NightRun Run(Plan plan, CancellationToken stop)
    {
        var target = WorkerAttempts.TargetOf(plan);
        return _attempts.Do(
            (line, token) => line.Run(target, NightAccount.Instance, token, problem => NightRun.Failed(plan, problem)),
            lost => NightRun.Uncontrolled(plan, lost.How, lost.Details),
            refusal => NightRun.Without(plan, Verdicts.Of(refusal.Reason), refusal.Message),
            stop);
    }

    /// <inheritdoc/>
    public void Dispose() => _attempts.Dispose();
}
