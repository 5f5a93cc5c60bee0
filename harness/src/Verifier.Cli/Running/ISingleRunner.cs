using Verifier.Cli.Loading;

namespace Verifier.Cli.Running;

/// <summary>Does single runs, one after the other. One a job: not thread safe.</summary>
internal interface ISingleRunner : IDisposable
{
    /// <summary>Does one. That the harness or the driver fails is a result, too.</summary>
    /// <exception cref="OperationCanceledException">It was stopped before it came to its end.</exception>
    RunRecord Run(PlannedRun run, CancellationToken stop);
}
