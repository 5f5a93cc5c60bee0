using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Verifier.Cli;
using Verifier.Cli.Canaries;

namespace Verifier.Tests.Cli.Nightly;

/// <summary><c>nightly</c> from the command line to its exit code, night after night.</summary>
public sealed class NightlyTests
{
    private CliSandbox _sandbox = null!;

    [SetUp]
    public void Make_two_scenarios()
    {
        _sandbox = new CliSandbox();
        WriteScript("fast", "loads", "first night\n");
        WriteScript("slow", "also-loads", "another\n");
    }

    [TearDown]
    public void Drop_the_sandbox()
    {
        SqliteConnection.ClearAllPools();
        _sandbox.Dispose();
    }

    [Test]
    public void Story_of_five_nights()
    {
        // Clean; a defect is planted; it is mended; its scenario is not run; it is planted again.
        Build("mended", isFlawed: false);
        Build("flawed", isFlawed: true);
        Build("other", isFlawed: false, name: "other");
        var first = Night("mended", "fast");
        var second = Night("flawed", "fast");
        var third = Night("mended", "fast");
        var fourth = Night("other", "slow");
        var fifth = Night("flawed", "fast");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((first.Code, TransitionsOf(first)), Is.EqualTo((ExitCode.Ok, string.Empty)));
            Assert.That((second.Code, TransitionsOf(second)), Is.EqualTo((ExitCode.Unexpected, "new leak")));
            Assert.That((third.Code, TransitionsOf(third)), Is.EqualTo((ExitCode.Ok, "fixed leak")));
            Assert.That((fourth.Code, TransitionsOf(fourth)), Is.EqualTo((ExitCode.Ok, string.Empty)));
            Assert.That((fifth.Code, TransitionsOf(fifth)), Is.EqualTo((ExitCode.Unexpected, "regressed leak")));
        }
    }

    [Test]
    public void Finding_whose_scenario_is_not_run_is_not_fixed()
    {
        Build("flawed", isFlawed: true);
        Build("other", isFlawed: false, name: "other");
        Night("flawed", "fast");
        var second = Night("other", "slow");
        Assert.That((second.Code, TransitionsOf(second)), Is.EqualTo((ExitCode.Ok, "not-run leak")));
    }

    [Test]
    public void New_finding_has_a_minimal_scenario_and_an_expected_one_has_none()
    {
        Build("flawed", isFlawed: true);
        var night = _sandbox.Run("nightly", "s", "--class", "fast", "--drivers", "flawed.dll", "-o", "night");
        var shown = Regex.Match(night.Out, @"\n    minimal: night/(minimal/\S+\.yaml)\n");
        Assert.That(shown.Success, night.Out + night.Error);
        Assert.That(_sandbox.Run("run", $"night/{shown.Groups[1].Value}", "--drivers", "flawed.dll").Code, Is.EqualTo(ExitCode.Ok));

        _sandbox.Write("s/fast/loads.yaml", "scenario: loads\ndrivers: [\"*\"]\nworkload: [load, unload]\nexpect:\n  - { finding: leak }\n");
        Assert.That(_sandbox.Run("nightly", "s", "--class", "fast", "--drivers", "flawed.dll", "-o", "other").Out, Does.Not.Contain("minimal"));
        Assert.That(Directory.Exists(Path.Combine(_sandbox.Folder, "other", "minimal")), Is.False);
    }

    [TestCase("any", 2)]
    [TestCase("new", 0)]
    [TestCase("regressed", 0)]
    public void Finding_that_is_still_there_fails_a_night_that_fails_on_any(string failOn, int expected)
    {
        Build("flawed", isFlawed: true);
        Night("flawed", "fast");
        Assert.That(Night("flawed", "fast", "--fail-on", failOn).Code, Is.EqualTo((ExitCode)expected));
    }

    [Test]
    public void Missed_canary_ends_the_night_before_any_driver_is_judged()
    {
        var leak = Canary.All().Single(c => c.Script.Scenario.Name == "canary-leak");
        using var blind = new CliSandbox { Canaries = () => [leak with { Flawed = leak.Sound }] };
        Nightling.Compile(blind, "flawed", isFlawed: true);
        blind.Write("s/fast/loads.yaml", "scenario: loads\ndrivers: [\"*\"]\nworkload: [load]\n");
        var night = blind.Run("nightly", "s", "--drivers", "flawed.dll");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(night.Code, Is.EqualTo(ExitCode.Untrusted));
            Assert.That(night.Out, Does.StartWith("night 1: NOT TRUSTED. Results of this version cannot be trusted"));
            Assert.That(night.Out, Does.Contain("runs: 0 of 0 done"));
        }

        SqliteConnection.ClearAllPools();
    }

    [Test]
    public void Text_says_trust_first_and_has_a_replay_line_for_what_is_new()
    {
        Build("flawed", isFlawed: true);
        var night = _sandbox.Run("nightly", "s", "--class", "fast", "--drivers", "flawed.dll");
        var lines = night.Out.Split('\n');
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lines[0], Is.EqualTo("night 1"));
            Assert.That(lines[1], Does.Match("^canaries: (\\d+) of \\1 canaries found$"));
            Assert.That(night.Out, Does.Contain("\nnew: 1\n  nightling: leak: ").And.Contains("    replay: dotnet verifier replay --drivers flawed.dll vr2."));
        }
    }

    [Test]
    public void Damaged_history_is_left_alone_and_is_no_green_night()
    {
        Build("mended", isFlawed: false);
        _sandbox.Write("reports/history.db", "this is no database");
        var night = _sandbox.Run("nightly", "s", "--drivers", "mended.dll");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(night.Code, Is.EqualTo(ExitCode.Inconclusive));
            Assert.That(night.Error, Does.Contain("damaged, or no history file"));
            Assert.That(_sandbox.Read("reports/history.db"), Is.EqualTo("this is no database"));
        }
    }

    [Test]
    public void Lists_show_the_nights_and_the_findings()
    {
        Build("flawed", isFlawed: true);
        Night("flawed", "fast");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_sandbox.Run("list", "nights").Out, Does.Contain("ended  yes"));
            Assert.That(_sandbox.Run("list", "findings").Out, Does.Contain("nightling").And.Contains("leak"));
        }
    }

    [Test]
    public void Class_that_no_folder_has_selects_nothing()
    {
        Build("mended", isFlawed: false);
        Assert.That(_sandbox.Run("nightly", "s", "--class", "rare", "--drivers", "mended.dll").Code, Is.EqualTo(ExitCode.NothingSelected));
    }

    private CliOutcome Night(string assembly, string folder, params string[] more) =>
        _sandbox.Run(["nightly", "s", "--class", folder, "--drivers", $"{assembly}.dll", "--format", "json", .. more]);

    private static string TransitionsOf(CliOutcome night)
    {
        using var document = JsonDocument.Parse(night.Out);
        return string.Join(", ", document.RootElement.GetProperty("findings").EnumerateArray()
            .Select(f => $"{f.GetProperty("transition").GetString()} {f.GetProperty("kind").GetString()}"));
    }

    private void WriteScript(string folder, string name, string says) =>
        _sandbox.Write($"s/{folder}/{name}.yaml", $"scenario: {name}\nsays: {says}drivers: [\"*\"]\nworkload: [load]\n");

    private void Build(string assembly, bool isFlawed, string name = "nightling") =>
        Nightling.Compile(_sandbox, assembly, isFlawed, name);
}
