using Verifier.Cli.Host;
using Verifier.Scenarios;
using Verifier.Tests.Cli.Nightly;

namespace Verifier.Tests.Cli.Minimal;

/// <summary>Minimal scenarios of earlier commands: those of findings that are known to be gone are removed, and nothing else.</summary>
public sealed class StaleScenariosTests
{
    private CliSandbox _sandbox = null!;
    private string _file = "";

    [SetUp]
    public void Explore_a_flawed_driver()
    {
        _sandbox = new CliSandbox();
        Nightling.Compile(_sandbox, "flawed", isFlawed: true);
        Nightling.Compile(_sandbox, "mended", isFlawed: false);
        Nightling.Compile(_sandbox, "other", isFlawed: false, name: "other");
        Write("loads", string.Empty);
        Write("also-loads", string.Empty);
        Explore("flawed", "s/loads.yaml");
        _file = Files().Single();
    }

    [TearDown]
    public void Drop_the_sandbox() => _sandbox.Dispose();

    [Test]
    public void Explore_that_does_not_show_the_finding_any_more_removes_its_scenario_and_says_so()
    {
        var mended = Explore("mended", "s/loads.yaml");
        Assert.That(mended.Code, Is.EqualTo(ExitCode.Ok), mended.Error);
        Assert.That(mended.Error, Does.Contain($"removed: 1 minimal scenario whose finding is gone: {_file}\n"));
        Assert.That(Files(), Is.Empty);
    }

    [TestCase("mended", "s/also-loads.yaml", TestName = "Explore_of_another_scenario_removes_nothing")]
    [TestCase("other", "s/loads.yaml", TestName = "Explore_of_another_driver_removes_nothing")]
    [TestCase("mended", "s/loads.yaml", "--explore", "persistent,second", TestName = "Explore_in_other_ways_removes_nothing")]
    [TestCase("mended", "s/loads.yaml", "--budget-runs", "1", TestName = "Explore_out_of_budget_removes_nothing")]
    [TestCase("mended", "s/loads.yaml", "--shard", "1/2", TestName = "Explore_of_a_shard_removes_nothing")]
    [TestCase("flawed", "s/loads.yaml", "--minimal", "off", TestName = "Explore_that_shows_the_finding_again_removes_nothing")]
    public void Explore_keeps(string assembly, params string[] more)
    {
        var outcome = Explore(assembly, more);
        Assert.That(Files(), Is.EqualTo(new[] { _file }), outcome.Error);
        Assert.That(outcome.Error, Does.Not.Contain("removed:"));
    }

    [Test]
    public void Explore_in_more_ways_removes_it()
    {
        Explore("mended", "s/loads.yaml", "--explore", "all");
        Assert.That(Files(), Is.Empty);
    }

    [Test]
    public void Explore_of_a_finding_that_is_expected_now_keeps_its_scenario()
    {
        Write("loads", "expect: [{ finding: leak }]\n");
        Assert.That(Explore("flawed", "s/loads.yaml").Code, Is.EqualTo(ExitCode.Ok));
        Assert.That(Files(), Is.EqualTo(new[] { _file }));
    }

    [Test]
    public void Explore_removes_nothing_that_it_did_not_write()
    {
        var script = _sandbox.Read($"o/minimal/{_file}");
        string[] names = ["mine.yaml", "nightling-leak-mine.yaml", $"loads-{_file}", "nightling-leak-0123456g.yaml", "nightling-leek-01234567.yaml", $"{_file}.txt"];
        foreach (var name in names)
        {
            _sandbox.Write($"o/minimal/{name}", script);
        }

        _sandbox.Write("o/minimal/nightling-leak-01234567.yaml", script[(script.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
        _sandbox.Write("o/minimal/below/nightling-leak-01234567.yaml", script);
        Explore("mended", "s/loads.yaml");
        Assert.That(Files(), Is.EquivalentTo(names.Append("nightling-leak-01234567.yaml")));
        Assert.That(File.Exists(Path.Combine(_sandbox.Folder, "o/minimal/below/nightling-leak-01234567.yaml")));
    }

    // Results are replaced first: whenever the program is killed, what they name is there.
    [Test]
    public void Explore_whose_results_cannot_be_saved_removes_nothing()
    {
        File.Delete(Path.Combine(_sandbox.Folder, "o/results.ndjson"));
        Directory.CreateDirectory(Path.Combine(_sandbox.Folder, "o/results.ndjson"));
        Assert.That(Explore("mended", "s/loads.yaml").Code, Is.EqualTo(ExitCode.SystemRefuses));
        Assert.That(Files(), Is.EqualTo(new[] { _file }));
    }

    [Test]
    public void Run_that_is_interrupted_removes_nothing()
    {
        _sandbox.Interruption.Come(ExitCode.Interrupted);
        Explore("mended", "s/loads.yaml");
        Assert.That(Files(), Is.EqualTo(new[] { _file }));
    }

    [Test]
    [Platform(Exclude = "Win")]
    public void Explore_with_a_file_that_cannot_be_read_warns_and_removes_the_others()
    {
        File.CreateSymbolicLink(Path.Combine(_sandbox.Folder, "o/minimal/nightling-leak-00000000.yaml"), "nowhere");
        var mended = Explore("mended", "s/loads.yaml");
        Assert.That(mended.Code, Is.EqualTo(ExitCode.Ok));
        Assert.That(mended.Error, Does.Contain("warning: o/minimal/nightling-leak-00000000.yaml may be the minimal scenario of a finding that is gone: "));
        Assert.That(Files(), Is.EqualTo(new[] { "nightling-leak-00000000.yaml" }));
    }

    [Test]
    public void Night_removes_those_of_the_night_before()
    {
        Night("flawed");
        Assert.That(Files("night"), Has.Length.EqualTo(1));
        var mended = Night("mended");
        Assert.That(Files("night"), Is.Empty, mended.Error);
        Assert.That(mended.Error, Does.Contain("removed: 1 minimal scenario whose finding is gone: nightling-leak-"));
    }

    [Test]
    [Platform(Exclude = "Win")]
    public void Mark_of_a_script_whose_folder_has_several_lines_is_one_line()
    {
        const string Script = "a\nb\u2028c/loads.yaml";
        _sandbox.Write(Script, _sandbox.Read("s/loads.yaml"));
        Explore("flawed", Script);
        Assert.That(_sandbox.Read($"o/minimal/{_file}"), Does.StartWith("# Made of a\\u000Ab\\u2028c/loads.yaml with nightling, explored by each; ").And.Contains(".\nscenario: "));
        Explore("mended", Script);
        Assert.That(Files(), Is.Empty);
    }

    private void Write(string name, string more) =>
        _sandbox.Write($"s/{name}.yaml", $"scenario: {name}\ndrivers: [\"*\"]\nworkload: [load]\n{more}");

    private CliOutcome Explore(string assembly, params string[] more) => _sandbox.Run(
        ["run", "--drivers", $"{assembly}.dll", "-o", "o", .. more.Contains("--explore") ? Array.Empty<string>() : ["--explore", "each"], .. more]);

    private CliOutcome Night(string assembly) => _sandbox.Run("nightly", "s", "--drivers", $"{assembly}.dll", "-o", "night");

    private string[] Files(string folder = "o") =>
        [.. Directory.GetFiles(Path.Combine(_sandbox.Folder, folder, "minimal")).Select(path => Path.GetFileName(path)!).Where(name => name != ScriptFolders.Marker)];
}
