using System.Text.Json;
using System.Text.RegularExpressions;
using Moq;
using Verifier.Cli.Host;
using Verifier.Cli.Minimal;
using Verifier.Engine.Exploration;
using Verifier.Scenarios.Model;
using Verifier.Tests.Cli.Exploring;
using Verifier.Tests.Cli.Loading;
using Verifier.Workers.Running;

namespace Verifier.Tests.Cli.Minimal;

/// <summary>Minimal scenarios at the end of an exploration: which findings get one, where it is, what is said, and what bounds it.</summary>
public sealed class MinimalScenariosTests
{
    private CliSandbox _sandbox = null!;

    [SetUp]
    public void Make_drivers_and_a_script()
    {
        _sandbox = new CliSandbox();
        SampleModels.Compile(Path.Combine(_sandbox.Folder, "My.dll"));
        Write("s/plain.yaml", "  - repeat: { times: 3, do: [ load, unload ] }\n");
    }

    [TearDown]
    public void Drop_the_sandbox() => _sandbox.Dispose();

    [Test]
    public void Explore_writes_a_regression_for_an_unexpected_finding()
    {
        var outcome = Run("s", "--driver", SampleModels.Forgetful, "--explore", "each");
        var name = Regex.Match(outcome.Out, @"\n    minimal: out/(minimal/forgetful-leak-([0-9a-f]{8})\.yaml) \(1 operation, 1 failure\)\n");
        Assert.That(name.Success, outcome.Out);
        Assert.That(outcome.Out, Does.Contain($"fingerprint {name.Groups[2].Value}"));

        var group = Groups().Single();
        Assert.That(group.GetProperty("minimal").GetString(), Is.EqualTo(name.Groups[1].Value));
        Assert.That(group.GetProperty("minimalProblem").ValueKind, Is.EqualTo(JsonValueKind.Null));

        var run = _sandbox.Run("run", "out/minimal", "--drivers", "My.dll");
        Assert.That(run.Code, Is.EqualTo(ExitCode.Unexpected), run.Out);
        Assert.That(run.Out, Does.Contain("\n1 run: 1 surprise\n"));
    }

    [Test]
    public void Explore_finding_of_the_golden_run_gets_one_too()
    {
        var outcome = Run("s", "--driver", SampleModels.Broken, "--explore", "each");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.FailsWithoutFault));
        Assert.That(outcome.Out, Does.Contain(".yaml (2 operations, 0 failures)\n"));
        var run = _sandbox.Run("run", "out/minimal", "--drivers", "My.dll");
        Assert.That(run.Out, Does.Contain("\n2 runs: 1 surprise, 1 broken\n"), outcome.Out);
        Assert.That(run.Code, Is.EqualTo(ExitCode.FailsWithoutFault));
    }

    [Test]
    public void Explore_with_minimal_off_writes_and_says_nothing()
    {
        var outcome = Run("s", "--driver", SampleModels.Forgetful, "--explore", "each", "--minimal", "off");
        Assert.That(outcome.Out, Does.Contain("\n    replay: ").And.Not.Contain("minimal"));
        Assert.That(Directory.Exists(Path.Combine(_sandbox.Folder, "out", "minimal")), Is.False);
        Assert.That(Groups().Single().GetProperty("minimal").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    [Test]
    public void Explore_expected_finding_gets_none()
    {
        Write("e/plain.yaml", "  - load\n  - unload\nexplore: each\nexpect:\n  - { finding: leak }\n");
        var outcome = Run("e", "--driver", SampleModels.Forgetful);
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Ok), outcome.Out);
        Assert.That(Directory.Exists(Path.Combine(_sandbox.Folder, "out", "minimal")), Is.False);
    }

    [Test]
    public void Explore_defect_that_shows_in_two_scenarios_gets_one_script()
    {
        Write("s/second.yaml", "  - load\n  - unload\n");
        var outcome = Run("s", "--driver", SampleModels.Forgetful, "--explore", "each");
        Assert.That(Directory.GetFiles(Path.Combine(_sandbox.Folder, "out", "minimal"), "*.yaml"), Has.Length.EqualTo(1));
        Assert.That(Regex.Matches(outcome.Out, @"\n    minimal: out/minimal/(\S+) "), Has.Count.EqualTo(2));
    }

    [TestCase("../../evil", "x..-..-evil-leak-")]
    [TestCase("a b:c*?", "a-b-c---leak-")]
    public void Explore_driver_with_a_hostile_name_stays_in_the_folder(string driver, string begin)
    {
        ModelCompiler.Compile(Path.Combine(_sandbox.Folder, "Evil.dll"), SampleModels.Source.Replace($"\"{SampleModels.Forgetful}\"", $"\"{driver}\"", StringComparison.Ordinal));
        var outcome = _sandbox.Run("run", "s", "--drivers", "Evil.dll", "--driver", driver, "--explore", "each", "-o", "out");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Unexpected), outcome.Out + outcome.Error);
        var files = Directory.GetFiles(_sandbox.Folder, "*leak*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_sandbox.Folder, f));
        Assert.That(files.Single(), Does.StartWith(Path.Combine("out", "minimal", begin)));
        var run = _sandbox.Run("run", "out/minimal", "--drivers", "Evil.dll");
        Assert.That(run.Code, Is.EqualTo(ExitCode.Unexpected), run.Out + run.Error);
    }

    [Test]
    public void Explore_with_more_findings_than_the_bound_says_so()
    {
        var shrunk = new List<string>();
        _sandbox.NewCaseRunner = () => ManyFindings(MinimalScenarios.MostFindings + 3, shrunk).Object;
        var outcome = Run("s", "--driver", SampleModels.Careful, "--explore", "each", "--jobs", "3");
        Assert.That(shrunk, Has.Count.EqualTo(MinimalScenarios.MostFindings).And.Unique);
        Assert.That(Regex.Matches(outcome.Out, "\n    minimal: none: only the first 24 findings get one; shrink makes it from the token\n"), Has.Count.EqualTo(3));
        Assert.That(Regex.Matches(outcome.Out, @"\n    minimal: out/minimal/\S+ \(1 operation, 2 failures; there was more to try\)\n"), Has.Count.EqualTo(MinimalScenarios.MostFindings));
    }

    [Test]
    public void Explore_whose_finding_cannot_be_made_smaller_says_why()
    {
        _sandbox.NewCaseRunner = () => ManyFindings(1, [], MinimalScenario.None("it was not found within 30 s")).Object;
        var outcome = Run("s", "--driver", SampleModels.Careful, "--explore", "each");
        Assert.That(outcome.Out, Does.Contain("\n    minimal: none: it was not found within 30 s\n"));
        Assert.That(Groups().Single().GetProperty("minimalProblem").GetString(), Is.EqualTo("it was not found within 30 s"));
    }

    // The real golden run, with so many findings in it; what is asked for is noted.
    private static Mock<ICaseRunner> ManyFindings(int count, List<string> shrunk, MinimalScenario? answer = null)
    {
        var engine = new EngineCaseRunner(log: null);
        var runner = new Mock<ICaseRunner>();
        runner.Setup(r => r.Record(It.IsAny<ExplorationTarget>(), It.IsAny<CancellationToken>())).Returns((ExplorationTarget target, CancellationToken stop) =>
        {
            var golden = engine.Record(target, stop);
            return golden with { IsStopped = true, Findings = [.. Enumerable.Range(0, count).Select(i => Finding(i, golden.Token))] };
        });
        runner.Setup(r => r.Shrink(It.IsAny<ExplorationTarget>(), It.IsAny<MinimalOrder>(), It.IsAny<CancellationToken>()))
            .Returns((ExplorationTarget _, MinimalOrder order, CancellationToken _) =>
            {
                lock (shrunk)
                {
                    shrunk.Add(order.Fingerprint);
                }

                return answer ?? new MinimalScenario { Script = "# nothing\n", Operations = 1, Failures = 2 };
            });
        runner.Setup(r => r.Dispose()).Callback(engine.Dispose);
        return runner;
    }

    private static CaseFinding Finding(int number, string token) => new()
    {
        Kind = FindingKind.Leak,
        Title = "A leak.",
        Fingerprint = $"{number:x8}00000000",
        CoarseFingerprint = $"{number:x16}",
        Token = token,
    };

    private List<JsonElement> Groups() =>
        [.. _sandbox.Read("out/results.ndjson").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(line => JsonDocument.Parse(line).RootElement.GetProperty("groups").EnumerateArray())];

    private CliOutcome Run(params string[] arguments) => _sandbox.Run(["run", "--drivers", "My.dll", "-o", "out", .. arguments]);

    private void Write(string path, string workload) => _sandbox.Write(
        path, $"scenario: {Path.GetFileNameWithoutExtension(path)}\ndrivers: [\"*\"]\nworkload:\n{workload}");
}
