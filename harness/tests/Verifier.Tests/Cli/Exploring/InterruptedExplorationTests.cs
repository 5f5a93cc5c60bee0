using System.Text.Json;
using Moq;
using Verifier.Cli.Host;
using Verifier.Engine.Exploration;
using Verifier.Workers.Running;

namespace Verifier.Tests.Cli.Exploring;

/// <summary>An exploration that was interrupted says nothing good of its driver, in no format; what was found stays found.</summary>
public sealed class InterruptedExplorationTests
{
    private CliSandbox _sandbox = null!;

    [SetUp]
    public void Make_drivers_and_a_script()
    {
        _sandbox = new CliSandbox();
        SampleModels.Compile(Path.Combine(_sandbox.Folder, "My.dll"));
        _sandbox.Write("s/plain.yaml", "scenario: plain\ndrivers: [\"*\"]\nworkload:\n  - load\n  - unload\n");
    }

    [TearDown]
    public void Drop_the_sandbox() => _sandbox.Dispose();

    [TestCase(130)]
    [TestCase(143)]
    [TestCase(129)]
    public void Careful_driver_is_not_headed_pass(int code)
    {
        var outcome = Explore((ExitCode)code, afterBatches: 1);
        Assert.That((int)outcome.Code, Is.EqualTo(code));
        Assert.That(outcome.Out, Does.StartWith("inconclusive: plain with careful (s/plain.yaml)\n")
            .And.Contain("\n  interrupted before all was explored; give the same command again with --resume to go on\n").And.Contain("\ninterrupted: 1 campaign (1 inconclusive), "));
        Assert.That(_sandbox.Read("reports/latest/results.ndjson"), Does.Contain("\"verdict\":\"inconclusive\"").And.Not.Contain("\"verdict\":\"pass\""));
    }

    [Test]
    public void Document_does_not_say_pass_either()
    {
        using var document = JsonDocument.Parse(Explore(ExitCode.Interrupted, afterBatches: 0, "--format", "json").Out);
        Assert.That(document.RootElement.GetProperty("campaigns")[0].GetProperty("verdict").GetString(), Is.EqualTo("inconclusive"));
        Assert.That(document.RootElement.GetProperty("exploration").GetProperty("pass").GetInt32(), Is.Zero);
    }

    [Test]
    public void Exploration_that_came_to_its_end_before_the_signal_is_what_it_is()
    {
        var outcome = Explore(ExitCode.Interrupted, afterBatches: int.MaxValue);
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Ok), outcome.Error);
        Assert.That(outcome.Out, Does.StartWith("pass: plain with careful"));
    }

    private CliOutcome Explore(ExitCode signal, int afterBatches, params string[] more)
    {
        var batches = 0;
        _sandbox.NewCaseRunner = () =>
        {
            var engine = new EngineCaseRunner(log: null);
            var runner = new Mock<ICaseRunner>();
            runner.Setup(r => r.Record(It.IsAny<ExplorationTarget>(), It.IsAny<CancellationToken>()))
                .Returns((ExplorationTarget target, CancellationToken stop) => Interrupted(engine.Record(target, stop)));
            runner.Setup(r => r.Try(It.IsAny<ExplorationTarget>(), It.IsAny<IReadOnlyList<ExploredCase>>(), It.IsAny<Action<CaseResult>>(), It.IsAny<CancellationToken>()))
                .Callback((ExplorationTarget target, IReadOnlyList<ExploredCase> cases, Action<CaseResult> accept, CancellationToken stop) =>
                {
                    engine.Try(target, cases, accept, stop);
                    Interrupted(target);
                });
            runner.Setup(r => r.Dispose()).Callback(engine.Dispose);
            return runner.Object;
        };
        return _sandbox.Run(["run", "s", "--drivers", "My.dll", "--driver", SampleModels.Careful, "--explore", "all", "--jobs", "1", .. more]);

        T Interrupted<T>(T result)
        {
            if (batches++ == afterBatches)
            {
                _sandbox.Interruption.Come(signal);
            }

            return result;
        }
    }
}
