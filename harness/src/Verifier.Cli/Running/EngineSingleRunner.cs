using Serilog;
using Verifier.Cli.Host;
using Verifier.Cli.Loading;
using Verifier.Engine.Execution;
using Verifier.Workers.Running;

namespace Verifier.Cli.Running;

/// <summary>Executes single runs in this process.</summary>
/// <param name="host">The surroundings, which make the runner of plans.</param>
/// <param name="log">The log, null if it is not read; not written by two threads at one time.</param>
internal sealed class EngineSingleRunner(CliHost host, ILogger? log) : ISingleRunner
{
    private IPlanRunner _runner = host.NewRunner();

    /// <inheritdoc/>
    public RunRecord Run(PlannedRun run, CancellationToken stop)
    {
        try
        {
            return RunRecord.Of(run, _runner.Run(run.Plan, RunOptions.Default));
        }
#pragma warning disable CA1031 // a run that breaks the harness must not take the others with it: it becomes a row that says so, and exit code 70
        catch (Exception e) when (e is not InsufficientMemoryException)
#pragma warning restore CA1031
        {
            log?.Error(e, "{Scenario} with {Driver} broke the harness", run.Plan.Scenario.Name, run.Plan.Driver.Name);

            // Its machines may be in any state.
            _runner.Dispose();
            _runner = host.NewRunner();
            return RunRecord.Without(run, Verdict.Error, $"internal error: {e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _runner.Dispose();
}
