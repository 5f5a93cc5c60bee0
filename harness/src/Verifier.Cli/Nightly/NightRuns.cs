using Serilog;
using Verifier.Cli.Host;
using Verifier.Cli.Isolation;
using Verifier.Cli.Loading;
using Verifier.Cli.Running;
using Verifier.Cli.Settings;
using Verifier.Workers.Hosting;

namespace Verifier.Cli.Nightly;

/// <summary>
/// Executes the night's runs as their scripts say, with several jobs, in worker processes as explorations are: a driver that ends its
/// process must not end the night.
/// </summary>
/// <param name="invocation">The invocation.</param>
/// <param name="settings">The settings of the runs.</param>
/// <param name="done">Gets each run as soon as it is done, from any thread.</param>
internal sealed class NightRuns(Invocation invocation, RunSettings settings, Action<NightRun> done)
{
    private readonly CliHost _host = invocation.Host;
    private readonly ILogger? _log = invocation.WantsDetails ? invocation.Log : null;
    private int _next = -1;
    private int _done;

    /// <summary>Executes them; on Ctrl-C only those that were begun.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="campaigns">Explorations that the night does when these are done.</param>
    /// <returns>Those that came to their end, in the order of the runs.</returns>
    public IReadOnlyList<NightRun> Do(IReadOnlyList<PlannedRun> runs, int campaigns)
    {
        var results = new NightRun?[runs.Count];
        using var workers = settings.IsIsolated ?? _host.IsolatesByDefault ? CliWorkers.For(_host, settings.Sources) : null;
        using var progress = new ProgressDisplay(_host, invocation.Verbosity);
        var jobs = Math.Min(settings.Jobs, runs.Count);
        JobThreads.Run(jobs, () => Work(runs, results, workers), () => progress.ShowRuns(Volatile.Read(ref _done), runs.Count, campaigns), _host.Interruption);
        return [.. results.Select((_, i) => Volatile.Read(ref results[i])).OfType<NightRun>()];
    }

    private void Work(IReadOnlyList<PlannedRun> runs, NightRun?[] results, WorkerSupply? workers)
    {
        try
        {
            using INightRunner runner = workers is null ? new EngineNightRunner(_host, _log) : new WorkerNightRunner(workers);
            for (var i = Interlocked.Increment(ref _next); i < runs.Count && !_host.Interruption.HasCome; i = Interlocked.Increment(ref _next))
            {
                var result = runner.Run(runs[i].Plan, _host.Interruption.Token);
                done(result);
                Volatile.Write(ref results[i], result);
                Interlocked.Increment(ref _done);
            }
        }
        catch (OperationCanceledException) when (_host.Interruption.HasCome)
        {
            // What is left has no result.
            return;
        }
        catch
        {
            // No job begins another one.
            Volatile.Write(ref _next, runs.Count);
            throw;
        }
    }
}
