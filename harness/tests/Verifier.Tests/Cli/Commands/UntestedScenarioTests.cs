using System.Text.Json;
using Verifier.Cli.Host;
using Verifier.Tests.Cli.Loading;
using Verifier.Tests.Cli.Nightly;

namespace Verifier.Tests.Cli.Commands;

/// <summary>A scenario that tests less than it says is inconclusive, wherever it is run, and says which operation ended how.</summary>
public sealed class UntestedScenarioTests
{
    private const string Wrong = "open: { device: \\Device\\Nowhere, as: h }";
    private const string Reason = "open #2 (line 3) ended with STATUS_OBJECT_NAME_NOT_FOUND; ";
    private CliSandbox _sandbox = null!;

    [SetUp]
    public void Make_a_driver()
    {
        _sandbox = new CliSandbox();
        Nightling.Compile(_sandbox, "mended", isFlawed: false);
    }

    [TearDown]
    public void Drop_the_sandbox() => _sandbox.Dispose();

    [Test]
    public void Run_of_it_is_inconclusive_and_names_operation_and_status_first()
    {
        Write($"[load, {{ {Wrong} }}]");
        var run = Run("run", "s");
        Assert.That(run.Code, Is.EqualTo(ExitCode.Inconclusive), run.Error);
        Assert.That(run.Out, Does.Contain($"\ninconclusive: loads with nightling (s/loads.yaml)\n  {Reason}"));
        Assert.That(_sandbox.Read("reports/latest/results.ndjson"), Does.Contain("\"verdict\":\"inconclusive\""));
    }

    [Test]
    public void Exploration_of_it_is_inconclusive_and_names_operation_and_status()
    {
        Write($"[load, {{ {Wrong} }}]");
        var run = Run("run", "s", "--explore", "each");
        Assert.That(run.Code, Is.EqualTo(ExitCode.Inconclusive), run.Error);
        Assert.That(run.Out, Does.Contain("inconclusive: loads with nightling (s/loads.yaml)\n").And.Contain($"\n  {Reason}"));
    }

    [Test]
    public void Night_of_it_is_inconclusive_in_exit_code_text_json_and_report()
    {
        Write($"[load, {{ {Wrong} }}]");
        var night = Run("nightly", "s", "-o", "night");
        Assert.That(night.Code, Is.EqualTo(ExitCode.Inconclusive), night.Error);
        Assert.That(night.Out, Does.Contain($"\ninconclusive: 1\n  loads with nightling: {Reason}"));
        using var json = JsonDocument.Parse(Run("nightly", "s", "-o", "night", "--format", "json").Out);
        var told = json.RootElement.GetProperty("inconclusive").EnumerateArray().Single();
        Assert.That(told.GetProperty("problem").GetString(), Does.StartWith(Reason));

        // The run as the script says and the golden run of the exploration; the runs with faults are judged all the same.
        Assert.That(Directory.GetFiles(Path.Combine(_sandbox.Folder, "night"), "*.md").Select(File.ReadAllText), Has.Some.Contain("2 inconclusive"));
        Assert.That(Directory.GetFiles(Path.Combine(_sandbox.Folder, "night"), "*.xml").Select(File.ReadAllText), Has.Some.Contain("ended with STATUS_OBJECT_NAME_NOT_FOUND"));
    }

    [TestCase("[load, { open: { device: \\Device\\Nowhere, as: h, status: STATUS_OBJECT_NAME_NOT_FOUND } }]")]
    [TestCase("[load]")]
    public void Scenario_that_says_its_errors_passes_everywhere(string workload)
    {
        Write(workload);
        Assert.That(Run("run", "s").Code, Is.EqualTo(ExitCode.Ok));
        Assert.That(Run("run", "s", "--explore", "each").Code, Is.EqualTo(ExitCode.Ok));
        var night = Run("nightly", "s", "-o", "night");
        Assert.That((night.Code, night.Out), Is.EqualTo((ExitCode.Ok, night.Out)));
        Assert.That(night.Out, Does.Contain("\ninconclusive: 0\n"));
    }

    [Test]
    public void Exploration_without_fault_points_is_inconclusive()
    {
        ModelCompiler.Compile(Path.Combine(_sandbox.Folder, "idle.dll"), ModelCompiler.Model("Idle", "idle"));
        Write("[load]");
        var run = _sandbox.Run("run", "s", "--drivers", "idle.dll", "--explore", "each");
        Assert.That(run.Code, Is.EqualTo(ExitCode.Inconclusive), run.Error);
        Assert.That(run.Out, Does.Contain("reaches no call that can be made to fail, so nothing was explored"));
        Assert.That(_sandbox.Run("run", "s", "--drivers", "idle.dll").Code, Is.EqualTo(ExitCode.Ok));
    }

    [Test]
    public void Regression_is_red_until_the_driver_is_mended_and_green_from_then_on()
    {
        Nightling.Compile(_sandbox, "flawed", isFlawed: true);
        Write("[load]", "regression: true\nfaults: [ { fail: pool, when: { nth: 2 } } ]\nexpect: [ { finding: leak } ]\n");
        var red = _sandbox.Run("run", "s", "--drivers", "flawed.dll");
        Assert.That((red.Code, red.Out), Is.EqualTo((ExitCode.Unexpected, red.Out)));
        Assert.That(red.Out, Does.Contain("unexpected leak: "));
        var green = Run("run", "s");
        Assert.That(green.Code, Is.EqualTo(ExitCode.Ok), green.Out);
        Assert.That(green.Out, Does.Contain("1 run: 1 pass"));
    }

    private CliOutcome Run(params string[] arguments) => _sandbox.Run([.. arguments, "--drivers", "mended.dll"]);

    private void Write(string workload, string more = "") =>
        _sandbox.Write("s/loads.yaml", $"scenario: loads\ndrivers: [\"*\"]\nworkload: {workload}\n{more}");
}
