using Verifier.Cli.Loading;

namespace Verifier.Cli.Running;

/// <summary>Executes single runs, one after the other. One a job: not thread safe.</summary>
internal interface ISingleRunner : IDisposable
{
    /// <summary>Executes one. A failure of the harness or the driver is a result, too.</summary>
    /// <exception cref="OperationCanceledException">It was stopped before it came to its end.</exception>
    RunRecord Run(PlannedRun run, CancellationToken stop);
}
