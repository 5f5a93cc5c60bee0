using Polly;
using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;
using Verifier.Workers.Hosting;
using Verifier.Workers.Running;

namespace Verifier.Workers.Asking;

/// <summary>
/// One run after the other in a worker process. A run that loses its worker is done once more, with no other job beside it, before the driver is blamed; one that cannot be
/// done is its own error. One a job: not thread safe.
/// </summary>
internal sealed class WorkerAttempts(WorkerSupply supply) : IDisposable
{
    private static readonly ExploreSettings s_unused = new() { Strategies = ExploreStrategies.None };

    private readonly WorkerLine _line = new(supply);
    private readonly ResiliencePipeline _retry = supply.Pipelines.Retry();

    /// <summary>The target of a worker that does one run and nothing else.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="scriptFile">Where the script is, if not at the plan's path.</param>
    public static ExplorationTarget TargetOf(Plan plan, string? scriptFile = null) =>
        new(plan, s_unused) { ScriptFile = scriptFile };

    /// <summary>Does one.</summary>
    /// <param name="ask">Asks the worker.</param>
    /// <param name="lost">What it is when the driver took control.</param>
    /// <param name="failed">What it is when it cannot be done: why, and whose that is.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="RefusalException">There are no workers.</exception>
    /// <exception cref="OperationCanceledException">It was stopped before it came to its end.</exception>
    public T Do<T>(Func<WorkerLine, CancellationToken, T> ask, Func<WorkerLost, T> lost, Func<RefusalException, T> failed, CancellationToken stop)
    {
        for (var isSecond = false; ; isSecond = true)
        {
            try
            {
                return supply.Gate.Run(isSecond, () => _retry.Execute(token => ask(_line, token), stop), stop);
            }
            catch (WorkerLost e) when (isSecond)
            {
                return lost(e);
            }
            catch (WorkerLost)
            {
                // Once may be bad luck.
                continue;
            }
            catch (WorkerFault fault) when (fault.IsAtStart)
            {
                throw fault.AsError();
            }
            catch (WorkerFault fault)
            {
                return failed(fault.AsError());
            }
            catch (TargetException refusal)
            {
                return failed(refusal);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _line.Dispose();
}
