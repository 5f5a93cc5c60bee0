using Serilog;
using Verifier.Cli.Host;
using Verifier.Engine.Execution;
using Verifier.Engine.Planning;
using Verifier.Workers.Running;

namespace Verifier.Cli.Nightly;

/// <summary>Executes a night's runs in this process.</summary>
internal sealed class EngineNightRunner(CliHost host, ILogger? log) : INightRunner
{
    private IPlanRunner _runner = host.NewRunner();

    /// <inheritdoc/>
    public NightRun Run(Plan plan, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        try
        {
            return NightRun.Of(_runner.Run(plan, RunOptions.Default));
        }
#pragma warning disable CA1031 // a run that breaks the harness must not take the others with it: it becomes a result that says so
        catch (Exception e) when (e is not InsufficientMemoryException)
#pragma warning restore CA1031
        {
            log?.Error(e, "{Scenario} with {Driver} broke the harness", plan.Scenario.Name, plan.Driver.Name);

            // Its machines may be in any state.
            _runner.Dispose();
            _runner = host.NewRunner();
            return NightRun.Failed(plan, $"{e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _runner.Dispose();
}
