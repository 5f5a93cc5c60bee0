using Polly;
using Verifier.Cli.Exploring;
using Verifier.Cli.Nightly;
using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;

namespace Verifier.Cli.Isolation;

/// <summary>
/// Does runs as their scripts say in a worker process. A run that loses its worker is done once more, with no other job beside
/// it, before the driver is blamed.
/// </summary>
internal sealed class WorkerNightRunner(WorkerSupply supply) : INightRunner
{
    private static readonly ExploreSettings s_unused = new() { Strategies = ExploreStrategies.None };

    private readonly WorkerLine _line = new(supply);
    private readonly ResiliencePipeline _retry = supply.Pipelines.Retry();

    /// <inheritdoc/>
    public NightRun Run(Plan plan, CancellationToken stop)
    {
        var script = new ScenarioScript(plan.Scenario, plan.ScenarioPath, plan.ScenarioHash);
        var target = new ExplorationTarget(script, plan.Driver, s_unused, plan);
        for (var isSecond = false; ; isSecond = true)
        {
            try
            {
                return supply.Gate.Run(isSecond, () => _retry.Execute(token => _line.Run(target, token), stop), stop);
            }
            catch (WorkerLost lost) when (isSecond)
            {
                return NightRun.Uncontrolled(plan, lost.How, lost.Details);
            }
            catch (WorkerLost)
            {
                // Once may be bad luck.
                continue;
            }
            catch (WorkerFault fault)
            {
                throw new CliException(ExitCode.Internal, $"{fault.Message}; --isolation none does without worker processes");
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _line.Dispose();
}
