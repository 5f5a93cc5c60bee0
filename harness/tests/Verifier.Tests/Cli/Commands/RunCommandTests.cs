using System.Text.Json;
using Moq;
using Verifier.Cli.Host;
using Verifier.Engine.Execution;
using Verifier.Engine.Planning;
using Verifier.Engine.Verdicts;
using Verifier.Tests.Cli.Loading;
using Verifier.Tests.Cli.Running;
using Verifier.Workers.Running;

namespace Verifier.Tests.Cli.Commands;

/// <summary><c>run</c> from the command line to its output, with an engine that says what the test wants.</summary>
public sealed class RunCommandTests
{
    private CliSandbox _sandbox = null!;
    private Func<Plan, RunResult> _run = null!;

    [SetUp]
    public void Make_two_drivers_and_two_scripts()
    {
        _sandbox = new CliSandbox { NewRunner = NewRunner };
        _run = plan => Sample.Result(plan);
        ModelCompiler.Compile(Path.Combine(_sandbox.Folder, "My.dll"), ModelCompiler.Model("A", "alpha") + ModelCompiler.Model("B", "beta"));
        WriteScript("one", "*");
        WriteScript("two", "al*");
    }

    [TearDown]
    public void Drop_the_sandbox() => _sandbox.Dispose();

    [Test]
    public void Run_prints_the_table_on_stdout_and_the_place_of_the_results_on_stderr()
    {
        var outcome = Run("s");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Ok));
        Assert.That(outcome.Error, Is.EqualTo("results: reports/latest/results.ndjson\n"));
        Assert.That(outcome.Out, Is.EqualTo(string.Join(
            '\n',
            "scenario  driver  verdict  faults  absorbed  propagated  findings",
            "one       alpha   pass          1         0           0",
            "one       beta    pass          1         0           0",
            "two       alpha   pass          1         0           0",
            "",
            "3 runs: 3 pass",
            "")));
    }

    [Test]
    public void Run_prints_the_same_whatever_the_jobs()
    {
        var one = Run("s", "--jobs", "1", "-o", "o1");
        var many = Run("s", "--jobs", "8", "-o", "o2");
        Assert.That(many.Out, Is.EqualTo(one.Out));
        Assert.That(_sandbox.Read("o2/results.ndjson"), Is.EqualTo(_sandbox.Read("o1/results.ndjson")));
        Assert.That(_sandbox.Read("o1/results.ndjson").TrimEnd().Split('\n'), Has.Length.EqualTo(3));
    }

    [TestCase(ExitCode.Unexpected, "surprise")]
    [TestCase(ExitCode.FailsWithoutFault, "broken")]
    public void Run_with_a_surprise_shows_how_to_replay_it(object code, string word)
    {
        _run = plan => plan.Driver.Name == "beta" ? Sample.Result(plan, word == "broken" ? Sample.Stop() : Sample.Leak()) : Sample.Result(plan);
        var outcome = Run("s");
        Assert.That(outcome.Code, Is.EqualTo((ExitCode)code));
        Assert.That(outcome.Out, Does.Contain($"\n{word}: one with beta (s/one.yaml)\n  unexpected "));
        Assert.That(outcome.Out, Does.Contain("\n  replay: dotnet verifier replay --drivers My.dll vr3.TOKEN.00000000\n"));
    }

    [Test]
    public void Quiet_run_tells_only_what_is_wrong()
    {
        Assert.That(Run("s", "-v", "quiet"), Is.EqualTo(new CliOutcome(ExitCode.Ok, string.Empty, string.Empty)));
        _run = plan => plan.Driver.Name == "beta" ? Sample.Result(plan, Sample.Leak()) : Sample.Result(plan);
        var outcome = Run("s", "-v", "quiet");
        Assert.That((outcome.Code, outcome.Error), Is.EqualTo((ExitCode.Unexpected, string.Empty)));
        Assert.That(outcome.Out, Does.StartWith("\nsurprise: one with beta (s/one.yaml)\n").And.Not.Contain("alpha"));
    }

    [Test]
    public void Run_that_breaks_the_harness_is_exit_code_70_and_the_others_are_saved()
    {
        _run = plan => plan.Driver.Name == "beta" ? throw new InvalidOperationException("bad") : Sample.Result(plan);
        var outcome = Run("s");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Internal));
        Assert.That(outcome.Out, Does.Contain("error: one with beta (s/one.yaml)\n  internal error: InvalidOperationException: bad\n"));
        Assert.That(_sandbox.Read("reports/latest/results.ndjson").TrimEnd().Split('\n'), Has.Length.EqualTo(3));
    }

    [Test]
    public void Run_interrupted_saves_what_there_is_and_says_how_to_go_on()
    {
        _run = plan =>
        {
            _sandbox.Interruption.Come(ExitCode.Interrupted);
            return Sample.Result(plan);
        };
        var outcome = Run("s", "--jobs", "1");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Interrupted));
        Assert.That(outcome.Error, Is.EqualTo(
            "interrupted: 1 of 3 runs saved in reports/latest/results.ndjson; give the same command again to do all\n"));
        Assert.That(outcome.Out, Does.Contain("\n1 run: 1 pass\n"));
        Assert.That(_sandbox.Read("reports/latest/results.ndjson").TrimEnd().Split('\n'), Has.Length.EqualTo(1));
    }

    [Test]
    public void Run_format_json_is_one_document()
    {
        using var document = JsonDocument.Parse(Run("s", "--format", "json").Out);
        Assert.That(document.RootElement.GetProperty("schema").GetString(), Is.EqualTo("verifier-run/1"));
        Assert.That(document.RootElement.GetProperty("counts").GetProperty("runs").GetInt32(), Is.EqualTo(3));
        Assert.That(document.RootElement.GetProperty("runs").GetArrayLength(), Is.EqualTo(3));
    }

    [Test]
    public void Run_driver_glob_keeps_matching_drivers()
    {
        Assert.That(Run("s", "--driver", "b*").Out, Does.Contain("1 run: 1 pass"));
        var nothing = Run("s", "--driver", "zz*");
        Assert.That(nothing.Code, Is.EqualTo(ExitCode.NothingSelected));
        Assert.That(nothing.Error, Is.EqualTo("error: no driver matches both --driver zz* and the scripts' drivers:; there is: alpha, beta\n"));
    }

    [Test]
    public void Run_script_for_no_driver_at_all_is_exit_code_8()
    {
        WriteScript("three", "gamma*");
        var outcome = Run("s/three.yaml");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.NothingSelected));
        Assert.That(outcome.Error, Is.EqualTo("s/three.yaml(2,11): error: no driver matches 'gamma*'; there is: alpha, beta\n"));
    }

    [Test]
    public void Run_shards_share_all_runs_between_them()
    {
        var parts = Enumerable.Range(1, 4).Select(i => Run("s", "--shard", $"{i}/4", "-o", $"o{i}")).ToList();
        Assert.That(parts.Select(part => part.Code), Has.All.EqualTo(ExitCode.Ok));
        Assert.That(Enumerable.Range(1, 4).Sum(i => _sandbox.Read($"o{i}/results.ndjson").Split('\n').Length - 1), Is.EqualTo(3));
        Assert.That(parts[3].Error, Does.Contain("warning: shard 4/4 holds none of the 3 runs"));
    }

    [Test]
    public void Run_what_if_lists_and_runs_nothing()
    {
        _run = _ => throw new InvalidOperationException("ran");
        var outcome = Run("s", "--what-if");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Ok));
        Assert.That(outcome.Out, Does.Contain("one       beta ").And.EndsWith("3 runs would be done; nothing was run.\n"));
        Assert.That(Directory.Exists(Path.Combine(_sandbox.Folder, "reports")), Is.False);
    }

    [Test]
    public void Run_error_in_any_script_runs_nothing_and_reports_all()
    {
        _sandbox.Write("s/bad.yaml", "scenario: bad\ndrivers: [x]\nworkload: [laod]\n");
        _sandbox.Write("s/worse.yaml", "sytem: x\n");
        var outcome = Run("s");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(outcome.Error, Does.Contain("s/bad.yaml(3,12): error VS").And.Contain("s/worse.yaml(1,1): error VS"));
        Assert.That(outcome.Out, Is.Empty);
    }

    [Test]
    public void Run_output_folder_that_cannot_be_is_an_error_before_anything_runs()
    {
        _run = _ => throw new InvalidOperationException("ran");
        _sandbox.Write("taken", "");
        var outcome = Run("s", "-o", "taken");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(outcome.Error, Does.StartWith("error: the results folder taken cannot be written ("));
    }

    private CliOutcome Run(params string[] arguments) => _sandbox.Run(["run", "--drivers", "My.dll", .. arguments]);

    private void WriteScript(string name, string drivers) =>
        _sandbox.Write($"s/{name}.yaml", $"scenario: {name}\ndrivers: [\"{drivers}\"]\nworkload:\n  - load\n  - unload\n");

    private IPlanRunner NewRunner()
    {
        var runner = new Mock<IPlanRunner>();
        runner.Setup(r => r.Run(It.IsAny<Plan>(), It.IsAny<RunOptions>())).Returns((Plan plan, RunOptions _) => _run(plan));
        return runner.Object;
    }
}
