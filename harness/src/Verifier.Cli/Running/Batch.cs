using Serilog;
using Verifier.Cli.Output;
using Verifier.Engine.Execution;

namespace Verifier.Cli.Running;

/// <summary>Does many runs with several jobs. What comes out does not depend on the number of jobs: runs share nothing.</summary>
internal sealed class Batch(CliHost host, ILogger? log)
{
    private readonly Lock _oneAtATime = new();
    private int _next = -1;
    private int _done;

    /// <summary>Does the runs; on Ctrl-C only those that were begun.</summary>
    /// <returns>A record for each run that came to its end, in the order of the runs.</returns>
    public IReadOnlyList<RunRecord> Run(IReadOnlyList<PlannedRun> runs, int jobs, ProgressDisplay progress)
    {
        var records = new RunRecord?[runs.Count];
        JobThreads.Run(
            Math.Min(jobs, runs.Count), () => Work(runs, records), () => progress.Show(Volatile.Read(ref _done), runs.Count), host.Interruption);
        return [.. records.Select((_, i) => Volatile.Read(ref records[i])).OfType<RunRecord>()];
    }

    private void Work(IReadOnlyList<PlannedRun> runs, RunRecord?[] records)
    {
        var runner = host.NewRunner();
        try
        {
            for (var i = Interlocked.Increment(ref _next); i < runs.Count && !host.Interruption.HasCome; i = Interlocked.Increment(ref _next))
            {
                var record = Do(runs[i], ref runner);
                Volatile.Write(ref records[i], record);
                Interlocked.Increment(ref _done);
                Log(record);
            }
        }
        finally
        {
            runner.Dispose();
        }
    }

    private RunRecord Do(PlannedRun run, ref IPlanRunner runner)
    {
        try
        {
            return RunRecord.Of(run, runner.Run(run.Plan, RunOptions.Default));
        }
#pragma warning disable CA1031 // a run that breaks the harness must not take the others with it: it becomes a row that says so, and exit code 70
        catch (Exception e) when (e is not InsufficientMemoryException)
#pragma warning restore CA1031
        {
            lock (_oneAtATime)
            {
                log?.Error(e, "{Scenario} with {Driver} broke the harness", run.Plan.Scenario.Name, run.Plan.Driver.Name);
            }

            // Its machines may be in any state.
            runner.Dispose();
            runner = host.NewRunner();
            return RunRecord.Without(run, Verdict.Error, $"internal error: {e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}");
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
