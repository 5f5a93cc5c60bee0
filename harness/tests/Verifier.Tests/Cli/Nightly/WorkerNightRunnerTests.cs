using Verifier.Cli.Host;
using Verifier.Cli.Nightly;
using Verifier.Cli.Running;
using Verifier.Engine.Planning;
using Verifier.History;
using Verifier.Tests.Workers;

namespace Verifier.Tests.Cli.Nightly;

/// <summary>
/// Runs as scripts say, in worker processes: the result is that of a run in this process, and any act of a model costs its own run only.
/// </summary>
public sealed class WorkerNightRunnerTests
{
    // The third allocation is the one that hostile models wait for.
    private const string Faults = "faults:\n  - { fail: ExAllocatePoolWithTag, when: { nth: 3 } }\n";

    private Workshop _workshop = null!;

    [SetUp]
    public void Open_the_workshop() => _workshop = new Workshop();

    [TearDown]
    public void Close_the_workshop() => _workshop.Dispose();

    [TestCase("guest-stack", "overflowed its stack")]
    [TestCase("guest-fail-fast", "Environment.FailFast")]
    [TestCase("guest-exit", "with exit code 7")]
    [TestCase("guest-spin", "never came back")]
    [TestCase("guest-thread", "started a thread")]
    public void Run_in_which_the_driver_takes_control_is_a_finding(string driver, string how)
    {
        using var supply = _workshop.Supply();
        using var runner = new WorkerNightRunner(supply);
        var run = runner.Run(PlanOf(driver, Faults), CancellationToken.None);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Verdict, Is.EqualTo(Verdict.Surprise));
            Assert.That(run.Line, Does.Contain("\"kind\":\"uncontrolled\"").And.Contains(how));
            Assert.That(run.Batch.Target.Surprises.Single(), Does.StartWith("unexpected uncontrolled: With the script's own faults: the driver ").And.Contains(how));
            Assert.That(run.Batch.Runs.Single().Verdict, Is.EqualTo(RunVerdict.Finding));
            Assert.That(run.Batch.Findings.Single().Finding.Kind, Is.EqualTo("uncontrolled"));
            Assert.That(run.Batch.Findings.Single().Exemplar.Faults, Is.EqualTo(1), "it does not fail without a fault");
            Assert.That(run.Batch.Findings.Single().Exemplar.Token, Is.EqualTo(run.Token).And.Not.Empty);
        }

        Assert.That(runner.Run(PlanOf("guest-tame", Faults), CancellationToken.None).Verdict, Is.EqualTo(Verdict.Pass), "the next run has another worker");
    }

    [Test]
    public void Loss_of_control_that_the_script_expects_is_no_surprise()
    {
        using var supply = _workshop.Supply();
        using var runner = new WorkerNightRunner(supply);
        var run = runner.Run(PlanOf("guest-exit", $"{Faults}expect: [{{ finding: uncontrolled }}]\n"), CancellationToken.None);
        Assert.That((run.Verdict, run.IsExpectedFound, run.IsUnmet), Is.EqualTo((Verdict.Finding, true, false)));
    }

    [TestCase("")]
    [TestCase(Faults)]
    [TestCase("expect: [{ finding: leak }]\n")]
    public void Run_of_a_tame_model_is_what_it_is_in_this_process(string more)
    {
        using var supply = _workshop.Supply();
        using var there = new WorkerNightRunner(supply);
        using var host = new CliHost { Out = TextWriter.Null, Error = TextWriter.Null, WorkingFolder = ".", Interruption = new Interruption() };
        using var here = new EngineNightRunner(host, log: null);
        var plan = PlanOf("guest-tame", more);
        Assert.That(Text(there.Run(plan, CancellationToken.None)), Is.EqualTo(Text(here.Run(plan, CancellationToken.None))));
    }

    [Test]
    public void Run_that_is_stopped_has_no_result()
    {
        using var supply = _workshop.Supply();
        using var runner = new WorkerNightRunner(supply);
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.That(() => runner.Run(PlanOf("guest-tame", ""), stop.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    private Plan PlanOf(string driver, string more)
    {
        var target = _workshop.Target(driver, more);
        return Planner.Make(target.Script, target.Driver);
    }

    private static string Text(NightRun run) => System.Text.Json.JsonSerializer.Serialize(run);
}
