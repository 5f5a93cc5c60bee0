using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Verifier.Cli.Host;

namespace Verifier.Tests.Cli.Nightly;

/// <summary>What a night's report shows of runs that are made again, and what is said when one cannot be.</summary>
public sealed class NightReportTests : NightFixture
{
    private const string Lacks = "warning: the report lacks the events of 1 finding of this night: ";
    private const string Hint = " (run the night again, or write its report before anything is built or changed)\n";

    [SetUp]
    public void Make_drivers()
    {
        Build("flawed", isFlawed: true);
        Build("rebuilt", isFlawed: true);
        Build("mended", isFlawed: false);
        Build("other", isFlawed: false, name: "other");
    }

    [TestCase("flawed")]
    [TestCase("rebuilt")]
    public void Report_of_a_night_whose_drivers_are_as_they_were_has_its_events(string assembly)
    {
        Night("flawed", "fast");
        var report = Report(assembly);
        Assert.That((report.Code, report.Error), Is.EqualTo((ExitCode.Ok, string.Empty)));
        Assert.That(Sandbox.Read("o/report.html"), Does.Contain("id=\"detail-0\""));
    }

    [TestCase("mended", "the driver nightling was built again")]
    [TestCase("other", "no driver is named \"nightling\"; there is: other; load others with --drivers")]
    public void Report_with_another_build_warns_once_that_events_are_missing(string assembly, string reason)
    {
        Night("flawed", "fast");
        var report = Report(assembly);
        Assert.That((report.Code, report.Error), Is.EqualTo((ExitCode.Ok, Lacks + reason + Hint)));
        Assert.That(Sandbox.Read("o/report.html"), Does.Not.Contain("id=\"detail-0\""));
    }

    [Test]
    public void Report_after_a_script_has_changed_warns()
    {
        Night("flawed", "fast");
        WriteScript("fast", "loads", "something else\n");
        Assert.That(Report("flawed").Error, Is.EqualTo($"{Lacks}the script s/fast/loads.yaml has changed{Hint}"));
    }

    [Test]
    public void Report_that_lacks_several_for_several_reasons_names_all_in_one_warning()
    {
        Sandbox.Write("s/fast/also.yaml", "scenario: also\ndrivers: [twin]\nworkload: [load]\n");
        Build("twin", isFlawed: true, name: "twin");
        Sandbox.Run("nightly", "s", "--class", "fast", "--drivers", "flawed.dll", "--drivers", "twin.dll");
        WriteScript("fast", "loads", "something else\n");
        var report = Sandbox.Run("report", "--drivers", "flawed.dll", "-o", "o");
        Assert.That(report.Error, Does.StartWith("warning: the report lacks the events of 2 findings of this night: ").And.EndWith(Hint));
        Assert.That(report.Error, Does.Contain("the script s/fast/loads.yaml has changed").And.Contain("no driver is named \"twin\"; "));
        Assert.That(report.Error.Split("warning:"), Has.Length.EqualTo(2), "one warning");
    }

    [Test]
    public void Report_remembers_the_assemblies_of_its_night()
    {
        Night("flawed", "fast");
        Assert.That(Sandbox.Run("report", "-o", "again"), Is.EqualTo(new CliOutcome(ExitCode.Ok, "report: again/report.html\n", string.Empty)));
        Report("flawed");
        Assert.That(Sandbox.Read("again/report.html").Replace("again/", "o/", StringComparison.Ordinal), Is.EqualTo(Sandbox.Read("o/report.html")));

        File.Delete(Path.Combine(Sandbox.Folder, "flawed.dll"));
        var lacking = Sandbox.Run("report", "-o", "again");
        Assert.That(lacking.Code, Is.EqualTo(ExitCode.Ok), lacking.Error);
        Assert.That(lacking.Error, Does.StartWith(
            "warning: flawed.dll, whose drivers ran that night, is not there any more: their runs are shown without details; name another with --drivers\n"));
    }

    // It is mended because the driver was built again: what the flawed one did is no loss.
    [Test]
    public void Report_of_a_fixed_finding_does_not_warn()
    {
        Night("flawed", "fast");
        Assert.That(TransitionsOf(Night("mended", "fast")), Is.EqualTo("fixed leak"));
        Assert.That(Report("mended").Error, Is.Empty);
    }

    // It is of an earlier night, as the page says.
    [Test]
    public void Report_of_a_finding_that_was_not_run_does_not_warn()
    {
        Night("flawed", "fast");
        Assert.That(TransitionsOf(Night("other", "slow")), Is.EqualTo("not-run leak"));
        Assert.That(Report("other").Error, Is.Empty);
    }

    [Test]
    public void Report_names_the_minimal_scenario_that_the_night_wrote_in_every_format_that_has_commands()
    {
        Night("flawed", "fast", "-o", "two words");
        var summary = Sandbox.Read("two words/summary.md");
        var shown = Regex.Match(summary, "`(dotnet verifier run --drivers flawed.dll \"(two words/minimal/nightling-leak-[0-9a-f]{8}.yaml)\")`");
        Assert.That(shown.Success, summary);
        var (command, path) = (shown.Groups[1].Value, shown.Groups[2].Value);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Sandbox.Read("two words/junit.xml"), Does.Contain($"\n  minimal: {command}"));
            Assert.That(Strings("results.sarif"), Does.Contain(command));
            Assert.That(Strings("ctrf.json"), Does.Contain(command));
            Assert.That(WebUtility.HtmlDecode(Sandbox.Read("two words/report.html")), Does.Contain($"<br>Minimal scenario: <code>{command}</code>"));
            Assert.That(Sandbox.Run("run", path, "--drivers", "flawed.dll").Out, Does.Contain("\n1 run: 1 surprise\n"));
        }

        IEnumerable<string> Strings(string name) =>
            Regex.Matches(Sandbox.Read($"two words/{name}"), "\"minimal\": (\".*\")").Select(m => JsonSerializer.Deserialize<string>(m.Groups[1].Value)!);
    }

    // It lies beside the night's results.
    [Test]
    public void Report_written_elsewhere_names_no_minimal_scenario()
    {
        Night("flawed", "fast");
        Assert.That(Report("flawed").Code, Is.EqualTo(ExitCode.Ok));
        Assert.That(Sandbox.Read("o/summary.md"), Does.Contain("replay").And.Not.Contain("minimal"));
    }

    [TestCase("-o=--x", "--drivers flawed.dll ./--x/minimal/")]
    [TestCase("-o=@x", "--drivers flawed.dll \"./@x/minimal/")]
    public void Report_in_a_folder_that_looks_like_an_option_has_a_command_that_is_none(string option, string command)
    {
        Assert.That(Night("flawed", "fast", option).Code, Is.EqualTo(ExitCode.Unexpected));
        Assert.That(Sandbox.Read($"{option[3..]}/ctrf.json").Replace("\\u0022", "\"", StringComparison.Ordinal), Does.Contain(command));
    }

    [Test]
    [Platform(Exclude = "Win")]
    public void Report_in_a_folder_whose_name_cannot_be_shown_names_no_minimal_scenario()
    {
        Night("flawed", "fast", "-o", "o\u202Eo");
        Assert.That(Sandbox.Read("o\u202Eo/summary.md"), Does.Contain("### New (1)").And.Not.Contain("minimal"));
    }

    private CliOutcome Report(string assembly) => Sandbox.Run("report", "--drivers", $"{assembly}.dll", "-o", "o");
}
