using System.Collections.Concurrent;
using Verifier.Workers;
using Verifier.Workers.Asking;
using Verifier.Workers.Hosting;
using Verifier.Workers.Messages;
using Verifier.Workers.Supervising;
using Verifier.Workers.Testing;

namespace Verifier.NUnit;

/// <summary>The worker processes of a test run. One that is ready for more waits for the next test; all end with the test host.</summary>
internal static class TestWorkers
{
    private static readonly ConcurrentDictionary<string, Lazy<WorkerSupply>> s_supplies = new(StringComparer.Ordinal);

    /// <summary>Does a case's run in a worker. What comes of it is what comes of it here, unless the driver takes control.</summary>
    /// <exception cref="RefusalException">It cannot be done.</exception>
    public static TestedRun Run(ScenarioCase one)
    {
        var plan = one.Plan;
        var assembly = DriverModels.FileOf(plan.Driver);
        var supply = s_supplies.GetOrAdd(assembly, path => new Lazy<WorkerSupply>(() => New(path))).Value;
        using var attempts = new WorkerAttempts(supply);
        var target = WorkerAttempts.TargetOf(plan, ScenarioFile.At(one.File)!.FullPath);
        return attempts.Do(
            (line, stop) =>
            {
                var run = line.Run(target, TestAccount.Instance, stop);
                if (!run.IsAsExpected)
                {
                    Attachments.AddTrace(one.ToString(), line.Replay(target, new ReplayOrder(null, KeepsTrace: true), TestAccount.Instance, stop).Trace);
                }

                line.Release();
                return run;
            },
            lost => TestedRun.OfUncontrolled(plan, lost.How, lost.Details),
            problem => throw new RefusalException(RefusalReason.Harness, problem),
            CancellationToken.None);
    }

    private static WorkerSupply New(string assembly)
    {
        var idle = new IdleWorkers();
        var settings = new WorkerSettings { Program = WorkerProgram.OfTestHost() };
        var supply = new WorkerSupply(AppContext.BaseDirectory, [assembly], settings, new WorkerPipelines()) { Idle = idle };
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            supply.Dispose();
            idle.Dispose();
        };
        return supply;
    }
}
