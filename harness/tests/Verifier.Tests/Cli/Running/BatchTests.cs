using Moq;
using Verifier.Cli.Host;
using Verifier.Cli.Loading;
using Verifier.Cli.Logging;
using Verifier.Cli.Running;
using Verifier.Engine.Execution;
using Verifier.Engine.Planning;
using Verifier.Workers.Running;

namespace Verifier.Tests.Cli.Running;

public sealed class BatchTests
{
    private const int Count = 40;
    private static readonly PlannedRun[] s_runs = [.. Enumerable.Range(0, Count).Select(i => new PlannedRun(Sample.Plan($"s{i:D2}")))];

    [TestCase(1)]
    [TestCase(4)]
    public void Run_gives_records_in_the_order_of_the_runs(int jobs)
    {
        using var host = HostWith(plan => Sample.Result(plan));
        var records = Run(host, jobs);
        Assert.That(records.Select(record => record.Plan.Scenario.Name), Is.EqualTo(s_runs.Select(run => run.Plan.Scenario.Name)));
    }

    [Test]
    public void Run_that_throws_is_an_error_and_the_others_go_on_with_another_runner()
    {
        var runners = new List<Mock<IPlanRunner>>();
        using var host = HostWith(plan => plan.Scenario.Name == "s05" ? throw new InvalidOperationException("two\nlines") : Sample.Result(plan), runners);
        var records = Run(host, jobs: 1);
        Assert.That(records, Has.Count.EqualTo(Count));
        Assert.That(records.Single(record => record.Verdict == Verdict.Error).Problem, Is.EqualTo("internal error: InvalidOperationException: two lines"));
        Assert.That(records.Single(record => record.Verdict == Verdict.Error).Plan.Scenario.Name, Is.EqualTo("s05"));
        Assert.That(runners, Has.Count.EqualTo(2));
        runners.ForEach(runner => runner.Verify(r => r.Dispose(), Times.Once));
    }

    [Test]
    public void Run_interrupted_keeps_what_came_to_its_end()
    {
        CliHost? host = null;
        host = HostWith(plan =>
        {
            if (plan.Scenario.Name == "s09")
            {
                host!.Interruption.Come(ExitCode.Interrupted);
            }

            return Sample.Result(plan);
        });
        using (host)
        {
            var records = Run(host, jobs: 1);
            Assert.That(records.Select(record => record.Plan.Scenario.Name), Is.EqualTo(s_runs.Take(10).Select(run => run.Plan.Scenario.Name)));
        }
    }

    [Test]
    public void Run_without_memory_for_a_machine_is_a_clear_error()
    {
        using var host = HostWith(_ => throw new InsufficientMemoryException("lower --jobs"));
        Assert.That(() => Run(host, jobs: 2), Throws.TypeOf<CliException>()
            .With.Message.EqualTo("lower --jobs").And.Property(nameof(CliException.Code)).EqualTo(ExitCode.Internal));
    }

    private static IReadOnlyList<RunRecord> Run(CliHost host, int jobs)
    {
        using var progress = new ProgressDisplay(host, Verbosity.Quiet);
        return new Batch(host, log: null).Run(s_runs, jobs, progress);
    }

    private static CliHost HostWith(Func<Plan, global::Verifier.Engine.Verdicts.RunResult> run, List<Mock<IPlanRunner>>? made = null) => new()
    {
        Out = TextWriter.Null,
        Error = TextWriter.Null,
        WorkingFolder = TestContext.CurrentContext.WorkDirectory,
        Interruption = new Interruption(),
        NewRunner = () =>
        {
            var runner = new Mock<IPlanRunner>(MockBehavior.Strict);
            runner.Setup(r => r.Run(It.IsAny<Plan>(), It.IsAny<RunOptions>())).Returns((Plan plan, RunOptions _) => run(plan));
            runner.Setup(r => r.Dispose());
            made?.Add(runner);
            return runner.Object;
        },
    };
}
