using Serilog;
using Verifier.Cli.Host;
using Verifier.Cli.Loading;
using Verifier.Workers.Hosting;

namespace Verifier.Cli.Running;

/// <summary>Executes many runs with several jobs. The results do not depend on the number of jobs: runs share nothing.</summary>
/// <param name="host">The surroundings.</param>
/// <param name="log">The log; null if it is not read.</param>
/// <param name="workers">The supply of workers; null to run in this process.</param>
internal sealed class Batch(CliHost host, ILogger? log, WorkerSupply? workers = null)
{
    private readonly Lock _oneAtATime = new();
    private int _next = -1;
    private int _done;

    /// <summary>Executes the runs; on Ctrl-C only those that were begun.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="jobs">Runs at one time.</param>
    /// <param name="progress">The display of the progress.</param>
    /// <param name="campaigns">Explorations that the command does when these are done.</param>
    /// <returns>A record for each run that came to its end, in the order of the runs.</returns>
    public IReadOnlyList<RunRecord> Run(IReadOnlyList<PlannedRun> runs, int jobs, ProgressDisplay progress, int campaigns = 0)
    {
        var records = new RunRecord?[runs.Count];
        JobThreads.Run(
            Math.Min(jobs, runs.Count), () => Work(runs, records), () => progress.ShowRuns(Volatile.Read(ref _done), runs.Count, campaigns), host.Interruption);
        return [.. records.Select((_, i) => Volatile.Read(ref records[i])).OfType<RunRecord>()];
    }

    private void Work(IReadOnlyList<PlannedRun> runs, RunRecord?[] records)
    {
        using ISingleRunner runner = workers is null ? new EngineSingleRunner(host, log) : new WorkerSingleRunner(workers);
        try
        {
            for (var i = Interlocked.Increment(ref _next); i < runs.Count && !host.Interruption.HasCome; i = Interlocked.Increment(ref _next))
            {
                var record = runner.Run(runs[i], host.Interruption.Token);
                Volatile.Write(ref records[i], record);
                Interlocked.Increment(ref _done);
                Log(record);
            }
        }
        catch (OperationCanceledException) when (host.Interruption.HasCome)
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

    private void Log(RunRecord record)
    {
        if (log is null || !log.IsEnabled(Serilog.Events.LogEventLevel.Debug))
        {
            return;
        }

        lock (_oneAtATime)
        {
            log.Debug(
                "{Scenario} with {Driver}: {Verdict}, {Injected} of {FaultPoints} fault points failed",
                record.Plan.Scenario.Name,
                record.Plan.Driver.Name,
                record.Verdict.Word(),
                record.Injected,
                record.FaultPoints);
        }
    }
}
