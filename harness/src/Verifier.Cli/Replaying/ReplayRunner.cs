using Verifier.Cli.Host;
using Verifier.Cli.Isolation;
using Verifier.Cli.Settings;
using Verifier.Engine.Execution;
using Verifier.Engine.Planning;
using Verifier.Engine.Tokens;
using Verifier.Workers.Hosting;
using Verifier.Workers.Running;

namespace Verifier.Cli.Replaying;

/// <summary>Repeats runs, each where it belongs: in a worker process, or in this one, where a debugger can stop.</summary>
/// <param name="host">The surroundings.</param>
/// <param name="settings">The settings of the command.</param>
/// <param name="isIsolated">
/// True to run models in workers. Compiled code always runs in one, and so does a run in which the driver took control, unless a debugger
/// is to stop in it.
/// </param>
internal sealed class ReplayRunner(CliHost host, ReplaySettings settings, bool isIsolated) : IDisposable
{
    private readonly WorkerSupply _workers = CliWorkers.For(host, settings.Sources);
    private readonly Lazy<IPlanRunner> _here = new(host.NewRunner);
    private WorkerReplays? _there;

    /// <summary>Repeats one.</summary>
    /// <exception cref="OperationCanceledException">It was stopped before it came to its end.</exception>
    public ReplayRun Do(Plan plan, ReplayToken token)
    {
        var stop = host.Interruption.Token;
        if (!token.HasTrace && !settings.Breaks)
        {
            return UncontrolledReplay.Run(_workers, plan, token, settings.Scenario, stop);
        }

        if (isIsolated || plan.Driver.RunsCompiledCode)
        {
            _there ??= new WorkerReplays(_workers);
            return _there.Run(plan, token, settings.Scenario, settings.ShowsTrace, stop);
        }

        var options = new RunOptions { KeepTrace = settings.ShowsTrace, OnInjected = settings.Breaks ? DebuggerBreak.OnInjected : null };
        return ReplayRun.Do(_here.Value, plan, token, options);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _there?.Dispose();
        _workers.Dispose();
        if (_here.IsValueCreated)
        {
            _here.Value.Dispose();
        }
    }
}
