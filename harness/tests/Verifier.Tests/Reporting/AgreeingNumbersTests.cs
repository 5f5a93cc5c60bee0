using System.Globalization;
using System.Text.RegularExpressions;
using Verifier.History;
using Verifier.Reporting;
using Verifier.Reporting.Model;
using Verifier.Reporting.Reading;
using Verifier.Tests.History;

namespace Verifier.Tests.Reporting;

/// <summary>A number stands in several places of a report, and is the same in each.</summary>
public sealed partial class AgreeingNumbersTests : HistoryFixture
{
    private static readonly string[] s_f = ["f"];

    // A run that shows two findings is a run of each: the table's filter finds it by either.
    [Test]
    public void Runs_of_a_finding_are_those_that_its_link_shows()
    {
        using var store = Open();
        Night(store, Batch("d", "s", ("a", ["f", "g"]), ("b", ["g"]), ("c", s_f), ("e", [])));
        var model = NightReading.ModelOf(store.ReadNight(1));
        foreach (var (finding, index) in model.Findings.Select((f, i) => (f, i)))
        {
            var rows = Enumerable.Range(0, model.Runs.Count).Count(row => model.Runs[row].Finding == index || model.Runs.MoreFindings.Contains((row, index)));
            Assert.That(finding.Runs, Is.EqualTo(rows).And.EqualTo(2), finding.Fingerprint);
        }
    }

    // Two fingerprints of one cause: three runs show any of it, one of them both.
    [Test]
    public void Runs_of_a_cause_are_counted_once_each()
    {
        using var store = Open();
        Night(store, Batch("d", "s", ("a", ["f1", "f2"]), ("b", ["f1"]), ("c", ["f2"])));
        var model = NightReading.ModelOf(store.ReadNight(1));
        var cause = model.Findings.Single();
        Assert.That((cause.Runs, cause.Members.Length, model.Counts.New), Is.EqualTo((3L, 2, 1)));
    }

    [Test]
    public void Cause_is_one_line_in_every_format()
    {
        using var store = Open();
        using var folder = new ReportFolder();
        Night(store, Batch("d", "s", ("a", ["f1"]), ("b", ["f2"])));
        ReportWriter.WriteAll(NightReading.ModelOf(store.ReadNight(1)), folder.Path);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(folder.Read("summary.md"), Does.Contain("### New (1)").And.Contain("(and 1 more of the same cause)"));
            Assert.That(Regex.Count(folder.Read("results.sarif"), "\"ruleId\""), Is.EqualTo(1));
            Assert.That(folder.Read("results.sarif"), Does.Contain("\"f2\""), "its members by name");
            Assert.That(folder.Read("ctrf.json"), Does.Contain("\"new\": 1"));
            Assert.That(folder.Read("report.html"), Does.Contain("<h2>New (1)</h2>"));
        }
    }

    [TestCase(null, "2 still failing")]
    [TestCase("any", "2 still failing")]
    [TestCase("new", "Nothing new")]
    [TestCase("regressed", "Nothing new")]
    public void Headline_names_what_makes_the_exit_code_2(string? failsOn, string headline)
    {
        using var store = Open();
        var batch = Batch("d", "s", ("a", s_f), ("b", ["g"]));
        Night(store, batch);
        Night(store, Sound with { FailsOn = failsOn }, batch);
        var model = NightReading.ModelOf(store.ReadNight(2));
        using var folder = new ReportFolder();
        ReportWriter.WriteAll(model, folder.Path);
        Assert.That(model.Headline, Is.EqualTo(headline));
        Assert.That(folder.Read("summary.md"), Does.StartWith($"## Verifier: {char.ToLowerInvariant(headline[0])}{headline[1..]}\n"));
        Assert.That(folder.Read("report.html"), Does.Contain($"<h1>{headline}</h1>"));
    }

    [Test]
    public void Expectation_that_is_lost_turns_its_tile_red_and_leaves_the_rest_standing()
    {
        using var store = Open();
        Night(store, Sound with { Trust = Sound.Trust with { PlantedDefects = 3, PlantedDefectsFound = 2 } }, Batch("d", "s", ("a", [])));
        var model = NightReading.ModelOf(store.ReadNight(1));
        var tile = model.Trust.Single(t => t.Name == "Planted defects");
        Assert.That((tile.Value, tile.State, model.IsTrusted, model.Headline), Is.EqualTo(("2 of 3 found", TrustState.Failed, true, "1 expected finding lost")));
    }

    [Test]
    public void Every_cell_that_turns_red_has_its_mark()
    {
        using var store = Open();
        Night(store, Passing("s1"), Passing("s2"), Passing("s3"), Passing("s4"), Red("s5"));

        // One finding in two scenarios, an expectation that was lost, a harness that failed, and a cell that was red before.
        Night(store, Failing("s1"), Failing("s2"), Passing("s3") with { Target = Target("d", "s3", "b2") with { Verdict = "surprise", Unmet = 1 } },
            Passing("s4") with { Target = Target("d", "s4", "b2") with { Verdict = "error" } }, Red("s5"));
        var cells = NightReading.ModelOf(store.ReadNight(2)).Campaigns.ToDictionary(c => c.Scenario, c => (c.IsFailure || c.Verdict == RunVerdict.Error, c.IsChanged));
        Assert.That(cells, Is.EquivalentTo(new Dictionary<string, (bool, bool)>
        {
            ["s1"] = (true, true),
            ["s2"] = (true, true),
            ["s3"] = (true, true),
            ["s4"] = (true, true),
            ["s5"] = (true, false),
        }));
    }

    // Another script expects it, a list accepts it, or it comes and goes: the cell is not red.
    [Test]
    public void Cell_whose_findings_are_all_accepted_is_not_red()
    {
        using var store = Open();
        var known = new KnownFinding { Fingerprint = "f", Reason = "accepted" };
        Night(store, Sound with { Known = [known] }, Failing("s1"));
        Night(store, Sound with { Known = [known with { Expiry = new DateOnly(2000, 1, 1) }] }, Failing("s1"));
        Assert.That(new[] { 1, 2 }.Select(n => NightReading.ModelOf(store.ReadNight(n)).Campaigns.Single().IsFailure), Is.EqualTo(new[] { false, true }));
    }

    [Test]
    public void Findings_that_are_not_run_are_as_many_in_the_summary_as_in_the_report()
    {
        using var store = Open();
        var planted = Failing("s1");
        Night(store, planted with { Findings = [planted.Findings[0] with { Finding = planted.Findings[0].Finding with { IsExpected = true } }] }, Batch("d", "s2", ("b", ["g"])));
        Night(store, Batch("d", "s3", ("c", [])));
        var model = NightReading.ModelOf(store.ReadNight(2));
        using var folder = new ReportFolder();
        ReportWriter.WriteAll(model, folder.Path);
        Assert.That(folder.Read("summary.md"), Does.Contain(" 2 not run,"));
        Assert.That(ListCount().Match(folder.Read("report.html")).Groups[1].Value, Is.EqualTo(2.ToString(CultureInfo.InvariantCulture)));
    }

    [TestCase(NotRunReason.TargetNotRun, "Not executed: its scenario was not run with its driver.")]
    [TestCase(NotRunReason.Inconclusive, "Its runs were executed and could not be judged.")]
    [TestCase(NotRunReason.Untrusted, "Its runs were executed and passed, in a night whose oracles were not sound.")]
    public void Finding_that_was_executed_is_never_called_not_executed(NotRunReason reason, string why)
    {
        using var store = Open();
        Night(store, Batch("d", "s", ("a", s_f)));
        var inconclusive = Run("d", "s", "a") with { Verdict = RunVerdict.Inconclusive };
        Night(store, reason == NotRunReason.Untrusted ? Unsound : Sound, reason switch
        {
            NotRunReason.TargetNotRun => Batch("d", "other", ("a", [])),
            NotRunReason.Inconclusive => Batch(Target("d", "s"), [inconclusive]),
            _ => Batch("d", "s", ("a", [])),
        });
        Assert.That(NightReading.ModelOf(store.ReadNight(2)).Findings.Single().Why, Is.EqualTo(why));
    }

    private static NightBatch Passing(string scenario) => Batch("d", scenario, ($"{scenario} a", []));

    private static NightBatch Failing(string scenario) =>
        Batch(Target("d", scenario, "b2") with { Verdict = "surprise" }, [Run("d", scenario, $"{scenario} a", s_f)]);

    private static NightBatch Red(string scenario) => Batch(Target("d", scenario) with { Verdict = "surprise" }, [Run("d", scenario, $"{scenario} a", "r")]);

    [GeneratedRegex(@"<h2>Not run tonight \((\d+)\)</h2>")]
    private static partial Regex ListCount();
}
