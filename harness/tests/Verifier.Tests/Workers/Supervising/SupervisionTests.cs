using System.Collections.Immutable;
using System.Diagnostics;
using Polly.Simmy;
using Polly.Simmy.Behavior;
using Polly.Simmy.Fault;
using Polly.Simmy.Latency;
using Verifier.Cli.Isolation;
using Verifier.Cli.Loading;
using Verifier.Cli.Nightly;
using Verifier.Cli.Running;
using Verifier.Engine.Exploration;
using Verifier.Workers;
using Verifier.Workers.Asking;
using Verifier.Workers.Hosting;
using Verifier.Workers.Running;
using Verifier.Workers.Supervising;

namespace Verifier.Tests.Workers.Supervising;

/// <summary>With any failure of workers that is not the driver's doing, the results are the same as without workers.</summary>
public sealed class SupervisionTests
{
    private const int Times = 5;
    private const int Rounds = 4;

    [Test]
    public void Try_workers_that_do_not_start_at_first_are_started_again()
    {
        var failures = 0;
        var results = Try(new WorkerPipelines
        {
            AroundStart = start => start.AddChaosFault(new ChaosFaultStrategyOptions
            {
                InjectionRate = 1,
                FaultGenerator = _ => ValueTask.FromResult<Exception?>(failures++ < 3 ? new WorkerFault("chaos") : null),
            }),
        });
        Assert.That(results, Is.EqualTo(WithoutWorkers()));
        Assert.That(failures, Is.GreaterThanOrEqualTo(4));
    }

    [Test]
    public void Try_pipe_that_breaks_while_questions_are_sent_loses_nothing()
    {
        var sends = 0;
        var results = Try(new WorkerPipelines
        {
            AroundSend = send => send.AddChaosFault(new ChaosFaultStrategyOptions
            {
                InjectionRate = 1,
                FaultGenerator = _ => ValueTask.FromResult<Exception?>(++sends is 3 or 5 or 8 ? new IOException("chaos") : null),
            }),
        });
        Assert.That(results, Is.EqualTo(WithoutWorkers()));
        Assert.That(sends, Is.GreaterThanOrEqualTo(9));
    }

    [Test]
    public void Try_slow_pipes_change_nothing()
    {
        var waits = 0;
        var results = Try(new WorkerPipelines
        {
            AroundWait = wait => wait.AddChaosLatency(new ChaosLatencyStrategyOptions
            {
                InjectionRate = 1,
                LatencyGenerator = _ => ValueTask.FromResult(TimeSpan.FromMilliseconds(waits++ % 2 == 0 ? 200 : 1)),
            }),
        });
        Assert.That(results, Is.EqualTo(WithoutWorkers()));
        Assert.That(waits, Is.GreaterThanOrEqualTo(3));
    }

    // A machine with much else to do is slow at both: no driver is blamed for that.
    [Test]
    public void Start_that_takes_long_gives_each_run_more_time()
    {
        var second = TimeSpan.FromSeconds(1);
        using var workshop = new Workshop
        {
            Settings = CliWorkers.Settings with { RunFloor = 2 * second, StartFactor = 20 },
            Pipelines = new WorkerPipelines
            {
                AroundStart = start => start.AddChaosLatency(new ChaosLatencyStrategyOptions
                {
                    InjectionRate = 1,
                    LatencyGenerator = _ => ValueTask.FromResult(second),
                }),
            },
        };
        using var supply = workshop.Supply();
        using var line = new WorkerLine(supply);
        Assert.That(line.RunFloor, Is.EqualTo(2 * second));
        line.Start(CancellationToken.None);
        Assert.That(line.RunFloor, Is.GreaterThanOrEqualTo(20 * second));
    }

    // Whichever run a worker is in when it is killed, the driver is not blamed: alone, that run comes to its end.
    [Test]
    public void Try_workers_that_are_killed_from_outside_lose_nothing_and_blame_nobody()
    {
        var mayKill = false;
        WorkerSupply? supply = null;
        var pipelines = new WorkerPipelines
        {
            AroundWait = wait => wait.AddChaosBehavior(new ChaosBehaviorStrategyOptions
            {
                InjectionRate = 1,
                BehaviorGenerator = _ =>
                {
                    var victim = supply!.Alive.Single();
                    if (mayKill && victim.Target is not null)
                    {
                        mayKill = false;
                        victim.Kill();
                    }

                    return default;
                },
            }),
        };
        using var workshop = new Workshop { Pipelines = pipelines };
        using (supply = workshop.Supply())
        using (var workers = new WorkerCaseRunner(supply))
        {
            for (var round = 0; round < Rounds; round++)
            {
                mayKill = true;
                Assert.That(Workshop.Try(workers, workshop.Target("guest-tame"), Workshop.Cases(Times)), Is.EqualTo(WithoutWorkers()));
                Assert.That(mayKill, Is.False);
            }
        }
    }

    [Test]
    public void Try_workers_that_never_start_give_no_verdict_and_say_why()
    {
        var results = Try(new WorkerPipelines
        {
            AroundStart = start => start.AddChaosFault(new ChaosFaultStrategyOptions
            {
                InjectionRate = 1,
                FaultGenerator = _ => ValueTask.FromResult<Exception?>(new WorkerFault("a worker process cannot be started: chaos")),
            }),
        });
        var all = results.Select(Workshop.Result).ToList();
        Assert.That(all.Select(r => r.Verdict), Has.All.EqualTo(CaseVerdict.Inconclusive));
        Assert.That(all.Select(r => r.Problem), Has.All.EqualTo("not run: a worker process cannot be started: chaos"));
        Assert.That(all, Has.Count.EqualTo(Workshop.Cases(Times).Length));
    }

    [Test]
    public void Try_script_that_changed_meanwhile_is_refused()
    {
        using var workshop = new Workshop();
        var target = workshop.Target("guest-tame");
        workshop.Target("guest-tame", "# changed\n");
        using var supply = workshop.Supply();
        using var workers = new WorkerCaseRunner(supply);
        Assert.That(
            () => workers.Record(target, CancellationToken.None),
            Throws.InstanceOf<TargetException>().With.Message.EndsWith("was changed while it was explored; give the command again"));
    }

    [Test]
    public void Run_of_a_file_that_changed_meanwhile_is_inconclusive_and_no_error_of_the_harness()
    {
        using var workshop = new Workshop();
        var plan = workshop.Target("guest-tame").Golden;
        workshop.Target("guest-tame", "# changed\n");
        using var supply = workshop.Supply();
        using var single = new WorkerSingleRunner(supply);
        using var night = new WorkerNightRunner(supply);
        var record = single.Run(new PlannedRun(plan), CancellationToken.None);
        var ofNight = night.Run(plan, CancellationToken.None);
        Assert.That((record.Verdict, ofNight.Verdict), Is.EqualTo((Verdict.Inconclusive, Verdict.Inconclusive)));
        Assert.That(record.Problem, Does.EndWith("was changed while it was explored; give the command again"));
    }

    [Test]
    public void Try_stopped_in_a_run_that_never_ends_returns_with_what_there_is_and_ends_the_worker()
    {
        using var workshop = new Workshop();
        using var supply = workshop.Supply();
        using var workers = new WorkerCaseRunner(supply);
        using var stop = new CancellationTokenSource();
        var results = new List<CaseResult>();
        workers.Record(workshop.Target("guest-spin"), CancellationToken.None);
        using var process = Process.GetProcessById(supply.Alive.Single().Id);
        var before = process.TotalProcessorTime;
        var trying = Task.Run(() => workers.Try(workshop.Target("guest-spin"), [Workshop.Cases()[4]], results.Add, stop.Token));

        // The driver spins: it has been asked by then, however busy the machine is.
        Assert.That(
            () =>
            {
                process.Refresh();
                return process.TotalProcessorTime - before;
            },
            Is.GreaterThan(TimeSpan.FromSeconds(0.5)).After(60_000, 20));
        stop.Cancel();
        trying.GetAwaiter().GetResult();
        Assert.That(results, Is.Empty);
        Assert.That(supply.Alive, Is.Empty);
    }

    [Test]
    public void Dispose_of_the_supply_ends_every_worker()
    {
        using var workshop = new Workshop();
        Process process;
        using (var supply = workshop.Supply())
        {
            new WorkerCaseRunner(supply).Record(workshop.Target("guest-tame"), CancellationToken.None);
            process = Process.GetProcessById(supply.Alive.Single().Id);
        }

        using (process)
        {
            Assert.That(process.WaitForExit(TimeSpan.FromSeconds(30)), Is.True);
        }
    }

    private static ImmutableArray<string> Try(WorkerPipelines pipelines)
    {
        using var workshop = new Workshop { Pipelines = pipelines };
        using var supply = workshop.Supply();
        using var workers = new WorkerCaseRunner(supply);
        return Workshop.Try(workers, workshop.Target("guest-tame"), Workshop.Cases(Times));
    }

    private static ImmutableArray<string> WithoutWorkers()
    {
        using var workshop = new Workshop();
        using var here = new EngineCaseRunner(log: null);
        return Workshop.Try(here, workshop.Target("guest-tame"), Workshop.Cases(Times));
    }
}
