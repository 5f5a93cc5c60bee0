using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Verifier.Cli.Canaries;
using Verifier.Cli.Host;
using Verifier.Tests.Cli;
using Verifier.Tests.Cli.Nightly;

namespace Verifier.Tests.Reporting;

/// <summary>
/// Five nights as their reports tell them: clean, a defect is planted, it is mended, its scenario is not run, it is planted again. What a night
/// does not know it does not say.
/// </summary>
public sealed partial class NightStoryTests
{
    private CliSandbox _sandbox = null!;

    [SetUp]
    public void Make_two_scenarios()
    {
        _sandbox = new CliSandbox();
        _sandbox.Write("s/fast/loads.yaml", "scenario: loads\ndrivers: [nightling]\nworkload: [load]\n");
        _sandbox.Write("s/slow/also-loads.yaml", "scenario: also-loads\ndrivers: [other]\nworkload: [load]\n");
        Nightling.Compile(_sandbox, "mended", isFlawed: false);
        Nightling.Compile(_sandbox, "flawed", isFlawed: true);
        Nightling.Compile(_sandbox, "other", isFlawed: false, name: "other");
    }

    [TearDown]
    public void Drop_the_sandbox()
    {
        SqliteConnection.ClearAllPools();
        _sandbox.Dispose();
    }

    [Test]
    public void Reports_of_five_nights_tell_the_story()
    {
        AssertNight(("mended", "fast"), ExitCode.Ok, "Nothing new", "0 new, 0 regressed, 0 fixed, 0 still failing", "nothing new", []);
        AssertNight(("flawed", "fast"), ExitCode.Unexpected, "1 finding to look at", "1 new, 0 regressed, 0 fixed, 0 still failing", "1 new or regressed", ["leak new"]);
        AssertNight(("mended", "fast"), ExitCode.Ok, "Nothing new", "0 new, 0 regressed, 1 fixed, 0 still failing", "nothing new", ["leak absent"]);
        AssertNight(("other", "slow"), ExitCode.Ok, "Nothing new", "0 new, 0 regressed, 0 fixed, 0 still failing", "nothing new", []);
        AssertNight(("flawed", "fast"), ExitCode.Unexpected, "1 finding to look at", "0 new, 1 regressed, 0 fixed, 0 still failing", "1 new or regressed", ["leak new"]);
    }

    // Open, and its scenario not run: neither fixed nor still failing, and nothing in SARIF, for a result that was not evaluated is not absent.
    [Test]
    public void Report_of_a_night_that_does_not_look_says_not_run()
    {
        AssertNight(("flawed", "fast"), ExitCode.Unexpected, "1 finding to look at", "1 new, 0 regressed, 0 fixed, 0 still failing", "1 new or regressed", ["leak null"]);
        AssertNight(("other", "slow"), ExitCode.Ok, "Nothing new", "0 new, 0 regressed, 0 fixed, 0 still failing", "nothing new", []);
        Assert.That(_sandbox.Read("out/summary.md"), Does.Contain("1 not run"));
        Assert.That(Tonight(_sandbox), Does.Contain("Not run tonight (1)").And.Contain("Fixed (0)"));
    }

    [Test]
    public void Report_written_again_is_the_same()
    {
        Night("flawed", "fast");
        var page = _sandbox.Read("out/report.html");
        File.Delete(Path.Combine(_sandbox.Folder, "out/report.html"));
        Assert.That(_sandbox.Run("report", "-o", "out", "--drivers", "flawed.dll").Code, Is.EqualTo(ExitCode.Ok));
        Assert.That(_sandbox.Read("out/report.html"), Is.EqualTo(page));
    }

    // G15: exit code, first words of the page, first line of the comment, SARIF.
    [Test]
    public void Report_of_a_night_without_its_canary_says_so_first()
    {
        var leak = Canary.All().Single(c => c.Script.Scenario.Name == "canary-leak");
        using var blind = new CliSandbox { Canaries = () => [leak with { Flawed = leak.Sound }] };
        Nightling.Compile(blind, "mended", isFlawed: false);
        blind.Write("s/fast/loads.yaml", _sandbox.Read("s/fast/loads.yaml"));
        var night = blind.Run("nightly", "s", "--drivers", "mended.dll", "-o", "out");
        using var log = JsonDocument.Parse(blind.Read("out/results.sarif"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(night.Code, Is.EqualTo(ExitCode.Untrusted));
            Assert.That(Tonight(blind), Does.StartWith("Nothing can be said").And.Match(@"This night cannot be trusted\. Canary: 0 of 1 found"));
            Assert.That(blind.Read("out/summary.md"), Does.StartWith("## Verifier: this night cannot be trusted"));
            Assert.That(log.RootElement.GetProperty("runs")[0].GetProperty("invocations")[0].GetProperty("executionSuccessful").GetBoolean(), Is.False);
        }

        SqliteConnection.ClearAllPools();
    }

    private void AssertNight((string Assembly, string Folder) what, ExitCode code, string title, string counts, string verdict, string[] results)
    {
        var night = Night(what.Assembly, what.Folder);
        var summary = _sandbox.Read("out/summary.md");
        var tonight = Tonight(_sandbox);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(night.Code, Is.EqualTo(code), night.Error);
            Assert.That(tonight, Does.StartWith(title).And.Contain(counts));
            Assert.That(tonight, Does.Not.Contain("cannot be trusted"));
            Assert.That(summary, Does.StartWith($"## Verifier: {verdict}\n\n{counts}"));
            Assert.That(Results(), Is.EqualTo(results));
            Assert.That(summary.Contains("--drivers flawed.dll vr3.", StringComparison.Ordinal), Is.EqualTo(code != ExitCode.Ok), "a replay line for what is to be looked at");
        }
    }

    private CliOutcome Night(string assembly, string folder) => _sandbox.Run("nightly", "s", "--class", folder, "--drivers", $"{assembly}.dll", "-o", "out");

    private IEnumerable<string> Results()
    {
        using var log = JsonDocument.Parse(_sandbox.Read("out/results.sarif"));
        return
        [
            .. log.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()
                .Select(r => $"{r.GetProperty("ruleId").GetString()} {(r.TryGetProperty("baselineState", out var state) ? state.GetString() : "null")}"),
        ];
    }

    // The page's words as they stand before any script.
    private static string Tonight(CliSandbox sandbox)
    {
        var page = sandbox.Read("out/report.html");
        var start = page.IndexOf("<main", StringComparison.Ordinal);
        return WebUtility.HtmlDecode(Tag().Replace(page[start..page.IndexOf("</main>", StringComparison.Ordinal)], string.Empty)).Trim();
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
