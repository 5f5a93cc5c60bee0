using Verifier.Cli.Isolation;
using Verifier.Engine.Exploration;
using Verifier.Engine.Tokens;
using Verifier.Scenarios.Model;
using Verifier.Workers.Asking;
using Verifier.Workers.Running;

namespace Verifier.Tests.Workers.Asking;

/// <summary>Any act of a model on its process costs the runs in which it does it, and no other.</summary>
public sealed class HostileModelTests
{
    // Both "each f3" and "persistent f3": the third allocation fails.
    private static readonly string[] s_lost = ["each f3;x", "persistent f3+;x"];

    private Workshop _workshop = null!;

    [SetUp]
    public void Open_the_workshop() => _workshop = new Workshop();

    [TearDown]
    public void Close_the_workshop() => _workshop.Dispose();

    [TestCase("guest-stack", "overflowed its stack")]
    [TestCase("guest-fail-fast", "Environment.FailFast")]
    [TestCase("guest-exit", "with exit code 7")]
    [TestCase("guest-spin", "never came back")]
    [TestCase("guest-hungry", "memory was used up")]
    [TestCase("guest-thread", "started a thread")]
    [TestCase("guest-brief-thread", "started a thread")]
    [TestCase("guest-unsafe-thread", "started a thread", IncludePlatform = "Linux")]
    [TestCase("guest-flowless-thread", "started a thread", IncludePlatform = "Linux")]
    [TestCase("guest-native-thread", "started a thread", IncludePlatform = "Linux")]
    [TestCase("guest-task", "thread pool")]
    [TestCase("guest-timer", "set a timer")]
    public void Try_hostile_model_loses_exactly_the_runs_in_which_it_is(string driver, string how)
    {
        var target = _workshop.Target(driver);
        var cases = Workshop.Cases();
        using var supply = _workshop.Supply();
        using var workers = new WorkerCaseRunner(supply);
        var results = Workshop.Try(workers, target, cases).Select(Workshop.Result).ToList();

        Assert.That(results.Select(r => r.Key), Is.EqualTo(cases.Select(c => c.Key)));
        var lost = results.Where(r => r.Verdict == CaseVerdict.Uncontrolled).ToList();
        Assert.That(lost.Select(r => r.Key), Is.EqualTo(s_lost));
        foreach (var finding in lost.Select(r => r.Findings.Single()))
        {
            Assert.That(finding.Kind, Is.EqualTo(FindingKind.Uncontrolled));
            Assert.That(finding.Title, Does.Match(@"^ExAllocatePoolWithTag \(64 bytes, tag 'Gest'\)(, and all behind it,)? was made to fail in GuestDriver\.DriverEntry .* during load #1: the driver ").And.Contain(how));
            Assert.That(finding.Fingerprint, Is.EqualTo(lost[0].Findings[0].Fingerprint));
            Assert.That(ReplayToken.TryParse(finding.Token, out var token, out _) && !token!.HasTrace, Is.True);
        }

        using var here = new EngineCaseRunner(log: null);
        var harmless = cases.Where(c => !s_lost.Contains(c.Key)).ToList();
        var others = results.Where(r => !s_lost.Contains(r.Key)).Select(Workshop.Text);
        Assert.That(others, Is.EqualTo(Workshop.Try(here, target, harmless)));
    }

    [Test]
    public void Try_tame_model_gives_what_it_gives_in_this_process()
    {
        var target = _workshop.Target("guest-tame");
        var cases = Workshop.Cases(times: 20);
        using var supply = _workshop.Supply();
        using var workers = new WorkerCaseRunner(supply);
        using var here = new EngineCaseRunner(log: null);
        Assert.That(Workshop.Try(workers, target, cases), Is.EqualTo(Workshop.Try(here, target, cases)));
        Assert.That(supply.Alive.Count(), Is.EqualTo(1));
    }

    // The compiler, the finalizer and simulated threads run when they please, and on a machine with much else to do hardly ever in time.
    [Test]
    public void Try_busy_model_on_a_busy_machine_is_never_taken_for_a_hostile_one()
    {
        var target = _workshop.Target("guest-busy");
        var cases = Workshop.Cases(times: 25);
        using var supply = _workshop.Supply();
        using var workers = new WorkerCaseRunner(supply);
        using var here = new EngineCaseRunner(log: null);
        var expected = Workshop.Try(here, target, cases);
        workers.Record(target, CancellationToken.None);
        var worker = supply.Alive.Single().Id;
        var results = WhileAllProcessorsAreBusy(() => Workshop.Try(workers, target, cases));
        Assert.That(results, Is.EqualTo(expected));
        Assert.That(supply.Alive.Single().Id, Is.EqualTo(worker), "A run was suspected, although it was acquitted.");
    }

    [Test]
    public void Try_model_that_prints_and_reads_does_not_get_at_the_pipes()
    {
        var target = _workshop.Target("guest-print");
        var cases = Workshop.Cases(times: 4);
        using var supply = _workshop.Supply();
        using var workers = new WorkerCaseRunner(supply);
        var results = Workshop.Try(workers, target, cases).Select(Workshop.Result).ToList();
        Assert.That(results.Select(r => r.Key), Is.EqualTo(cases.Select(c => c.Key)));
        Assert.That(results.Select(r => r.Verdict), Has.All.EqualTo(CaseVerdict.Pass));
    }

    [Test]
    public void Record_model_that_is_hostile_without_a_fault_is_a_finding_of_the_golden_run()
    {
        using var supply = _workshop.Supply();
        using var workers = new WorkerCaseRunner(supply);
        var golden = workers.Record(_workshop.Target("guest-rude"), CancellationToken.None);
        Assert.That(golden.IsStopped, Is.True);
        Assert.That(golden.Findings.Single().Title, Is.EqualTo("With no fault injected: the driver overflowed its stack"));
        Assert.That(golden.Findings.Single().IsExpected, Is.False);

        // Another driver's turn, with the same job.
        Assert.That(workers.Record(_workshop.Target("guest-tame"), CancellationToken.None).Points, Has.Length.EqualTo(6));
    }

    [Test]
    public void Try_model_that_ends_every_worker_is_given_up_and_the_next_one_is_not()
    {
        var target = _workshop.Target("guest-kill");
        var cases = Workshop.Cases(times: 2);
        using var supply = _workshop.Supply();
        using var workers = new WorkerCaseRunner(supply);
        var results = Workshop.Try(workers, target, cases).Select(Workshop.Result).ToList();
        Assert.That(results.Take(10).Select(r => r.Verdict), Has.All.EqualTo(CaseVerdict.Uncontrolled));
        Assert.That(results.Skip(10).Select(r => r.Verdict), Has.All.EqualTo(CaseVerdict.Inconclusive));
        Assert.That(results[^1].Problem, Does.Contain("the driver took control in 10 runs of this scenario").And.Contain("given up"));
        Assert.That(results, Has.Count.EqualTo(cases.Length));

        var tame = Workshop.Try(workers, _workshop.Target("guest-tame"), cases).Select(Workshop.Result);
        Assert.That(tame.Select(r => r.Verdict), Has.All.EqualTo(CaseVerdict.Pass));
    }

    // The run that is to be made smaller is the one in which the driver takes control.
    [TestCase("guest-spin", "it was not found within 2 s")]
    [TestCase("guest-exit", "while it was looked for, the driver ended the process with exit code 7")]
    [TestCase("guest-stack", "while it was looked for, the driver overflowed its stack")]
    [TestCase("guest-task", "while it was looked for, the driver ran code on the thread pool behind the harness's back")]
    public void Shrink_of_a_hostile_model_costs_its_worker_and_the_next_finding_is_made_smaller(string driver, string problem)
    {
        using var workshop = new Workshop { Settings = CliWorkers.Settings with { RunFloor = TimeSpan.FromSeconds(4), StartFactor = 4, ShrinkTime = TimeSpan.FromSeconds(2), HeapBytes = 128L << 20 } };
        using var supply = workshop.Supply();
        using var workers = new WorkerCaseRunner(supply);
        var order = new MinimalOrder("f3;x", "0123456789abcdef", "name", 10, "/minimal");
        Assert.That(workers.Shrink(workshop.Target(driver), order, CancellationToken.None).Problem, Is.EqualTo(problem));
        Assert.That(
            workers.Shrink(workshop.Target("guest-tame"), order, CancellationToken.None).Problem, Is.EqualTo("the run has no finding 0123456789abcdef"));
    }

    [Test]
    public void Try_expected_loss_of_control_is_as_expected()
    {
        var target = _workshop.Target("guest-exit", "expect:\n  - { finding: uncontrolled }\n");
        using var supply = _workshop.Supply();
        using var workers = new WorkerCaseRunner(supply);
        var result = Workshop.Result(Workshop.Try(workers, target, [Workshop.Cases()[4]]).Single());
        Assert.That(result.Findings.Single().IsExpected, Is.True);
    }

    private static T WhileAllProcessorsAreBusy<T>(Func<T> work)
    {
        var isOver = false;
        var others = Enumerable.Range(0, 2 * Environment.ProcessorCount).Select(_ => new Thread(() =>
        {
            while (!Volatile.Read(ref isOver))
            {
                Thread.SpinWait(100);
            }
        })).ToList();
        others.ForEach(other => other.Start());
        try
        {
            return work();
        }
        finally
        {
            Volatile.Write(ref isOver, true);
            others.ForEach(other => other.Join());
        }
    }
}
