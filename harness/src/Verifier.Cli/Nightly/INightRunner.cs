using Verifier.Engine.Planning;

namespace Verifier.Cli.Nightly;

/// <summary>Executes runs as their scripts say, one after the other. One a job: not thread safe.</summary>
internal interface INightRunner : IDisposable
{
    /// <summary>Executes one. A failure of the harness or the driver is a result, too.</summary>
    /// <exception cref="OperationCanceledException">It was stopped before it came to its end.</exception>
    NightRun Run(Plan plan, CancellationToken stop);
}
