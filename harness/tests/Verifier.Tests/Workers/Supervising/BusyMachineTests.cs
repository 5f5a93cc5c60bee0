using System.Diagnostics;
using Verifier.Cli.Isolation;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;
using Verifier.Workers.Asking;
using Verifier.Workers.Hosting;
using Verifier.Workers.Running;

namespace Verifier.Tests.Workers.Supervising;

/// <summary>What blocks or sleeps for ever is found; what is stopped, or gets no processor, is waited for.</summary>
[Platform("Linux")]
public sealed class BusyMachineTests
{
    private static readonly WorkerSettings s_short = CliWorkers.Settings with { RunFloor = TimeSpan.FromSeconds(3), StartFactor = 0, RunFactor = 1 };

    [TestCase("guest-block")]
    [TestCase("guest-sleep")]
    [TestCase("guest-spin")]
    public void Driver_that_never_comes_back_is_uncontrolled_whether_or_not_it_uses_the_processor(string driver)
    {
        using var workshop = new Workshop { Settings = s_short };
        using var supply = workshop.Supply();
        using var runner = new WorkerCaseRunner(supply);
        var found = Third(runner, workshop.Target(driver));
        Assert.That(found.Findings.Single().Kind, Is.EqualTo(FindingKind.Uncontrolled));
        Assert.That(found.Findings.Single().Title, Does.Contain("never came back"));
    }

    // Stopped for twice as long as it may be silent.
    [Test]
    public void Driver_whose_worker_is_stopped_for_long_is_not_blamed()
    {
        using var workshop = new Workshop { Settings = s_short };
        using var supply = workshop.Supply();
        using var runner = new WorkerCaseRunner(supply);
        var target = workshop.Target("guest-tame");
        runner.Record(target, CancellationToken.None);
        var worker = supply.Alive.Single();
        Signal("STOP", worker.Id);
        var stopped = Task.Delay(2 * s_short.RunFloor).ContinueWith(_ => Signal("CONT", worker.Id), TaskScheduler.Default);
        var result = Third(runner, target);
        stopped.Wait();
        Assert.That(result.Findings, Is.Empty);
        Assert.That(supply.Alive.Single(), Is.SameAs(worker), "it was not ended");
    }

    // Its worker is let run for a twentieth of the time, as if twenty others wanted the processor: by the clock it takes many times its allowance.
    [Test]
    public void Driver_that_gets_little_of_the_processor_is_not_blamed()
    {
        using var workshop = new Workshop { Settings = s_short };
        using var supply = workshop.Supply();
        using var runner = new WorkerCaseRunner(supply);
        var target = workshop.Target("guest-slow");
        runner.Record(target, CancellationToken.None);
        var worker = supply.Alive.Single();
        using var end = new CancellationTokenSource();
        var throttle = Task.Run(() => Throttle(worker.Id, end.Token));
        var result = Third(runner, target);
        end.Cancel();
        throttle.Wait();
        Assert.That(result.Findings, Is.Empty);
        Assert.That(supply.Alive.Single(), Is.SameAs(worker), "it was not ended");
    }

    private static void Throttle(int process, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            Signal("STOP", process);
            end.WaitHandle.WaitOne(190);
            Signal("CONT", process);
            end.WaitHandle.WaitOne(30);
        }
    }

    private static CaseResult Third(WorkerCaseRunner runner, ExplorationTarget target)
    {
        CaseResult? result = null;
        var third = new ExploredCase(CaseKind.Each, new Variation { RestsScriptFaults = true, Points = [new FaultPointRef(3, false)] });
        runner.Try(target, [third], one => result = one, CancellationToken.None);
        return result!;
    }

    private static void Signal(string name, int process)
    {
        using var kill = Process.Start("kill", $"-{name} {process}");
        kill.WaitForExit();
    }
}
