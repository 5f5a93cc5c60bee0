using System.Collections.Concurrent;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Engine.Tokens;
using Verifier.Scenarios.Model;
using Verifier.Workers;
using Verifier.Workers.Asking;
using Verifier.Workers.Hosting;
using Verifier.Workers.Messages;
using Verifier.Workers.Running;
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
        using var attempts = new WorkerAttempts(SupplyOf(plan.Driver));
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
            refusal => throw refusal,
            CancellationToken.None);
    }

    /// <summary>Explores a scenario in a worker, and attaches the trace of its first defect.</summary>
    /// <param name="plan">The golden run.</param>
    /// <param name="file">The script.</param>
    /// <param name="strategies">How.</param>
    /// <exception cref="RefusalException">It cannot be done.</exception>
    public static CampaignOutcome Explore(Plan plan, ScenarioFile file, ExploreStrategies strategies)
    {
        var settings = new ExploreSettings { Strategies = strategies };
        var target = new ExplorationTarget(plan, settings) { ScriptFile = file.FullPath };
        var supply = SupplyOf(plan.Driver);
        using var runner = new WorkerCaseRunner(supply);
        var campaign = new Campaign(plan, settings, runner.Record(target, CancellationToken.None));
        while (campaign.TryTake(out var one))
        {
            runner.Try(target, [one!], campaign.Accept, CancellationToken.None);
        }

        var outcome = campaign.Outcome();
        if (outcome.Groups.FirstOrDefault(group => !group.IsBenign) is { } first)
        {
            AddTrace(supply, plan, file, first.Exemplar);
        }

        return outcome;
    }

    // A run in which the driver takes control has no trace.
    private static void AddTrace(WorkerSupply supply, Plan plan, ScenarioFile file, CaseFinding finding)
    {
        if (!ReplayToken.TryParse(finding.Token, out var token, out _) || !token!.HasTrace)
        {
            return;
        }

        using var attempts = new WorkerAttempts(supply);
        var target = WorkerAttempts.TargetOf(Planner.Vary(plan, token.Variation), file.FullPath);
        var trace = attempts.Do<IReadOnlyList<string>>(
            (line, stop) => line.Replay(target, new ReplayOrder(null, KeepsTrace: true), TestAccount.Instance, stop).Trace, _ => [], _ => [], CancellationToken.None);
        Attachments.AddTrace($"{plan.Scenario.Name}-{plan.Driver.Name}-{finding.Fingerprint}", trace);
    }

    private static WorkerSupply SupplyOf(DriverUnderTest driver) =>
        s_supplies.GetOrAdd(DriverModels.FileOf(driver), path => new Lazy<WorkerSupply>(() => New(path))).Value;

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
