using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Verifier.History;
using Verifier.Reporting;
using Verifier.Reporting.Model;
using Verifier.Reporting.Reading;
using Verifier.Tests.History;

namespace Verifier.Tests.Reporting;

/// <summary>Report goal G10: in the report of any night of any history each finding stands in one list, each run in one count, and fixed is only what was executed.</summary>
public sealed partial class HonestCountsTests : HistoryFixture
{
    private const int Histories = 15, Places = 4;
    private const ulong Seed = 20_261_121, Gamma = 11;

    private static readonly string[] s_findings = ["f", "g"];

    // What a place of the scenario did in a night: was not run, passed, had no verdict, or showed one of the findings.
    private enum Did
    {
        Nothing,
        Passed,
        NoVerdict,
        Showed,
        ShowedOther,
    }

    [Test]
    public void Lists_of_any_night_hold_everything_once()
    {
        var night = Gen.ArrayOf(Gen.Elements(Enum.GetValues<Did>()), Places);
        Prop.ForAll(Gen.Choose(1, 6).SelectMany(count => Gen.ArrayOf(night, count)).ToArbitrary(), Tell)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Histories).WithReplay(Seed, Gamma));
    }

    private void Tell(Did[][] nights)
    {
        System.IO.File.Delete(File);
        using var store = Open();
        for (var n = 0; n < nights.Length; n++)
        {
            Night(store, Batch("d", "always", ("a", [])), Batch(Target("d", "s"), [.. Enumerable.Range(0, Places).Where(p => nights[n][p] != Did.Nothing).Select(p => RunOf(p, nights[n][p]))]));
            using var folder = new ReportFolder();
            var view = store.ReadNight(n + 1);
            var model = NightReading.ModelOf(view);
            ReportWriter.WriteAll(model, folder.Path);
            AssertRuns(model, nights[n]);
            AssertFindings(model, view, folder);
            AssertFixed(model, nights[..n], nights[n]);
        }
    }

    private static void AssertRuns(ReportModel model, Did[] night)
    {
        var counts = model.Counts;
        Assert.That(counts.Runs, Is.EqualTo(1 + night.Count(did => did != Did.Nothing)));
        Assert.That(counts.Passed + counts.Failed + counts.Inconclusive + counts.HarnessErrors, Is.EqualTo(counts.Runs));
        Assert.That(counts.Inconclusive, Is.EqualTo(night.Count(did => did == Did.NoVerdict)), "inconclusive is never green");
    }

    private static void AssertFindings(ReportModel model, NightView view, ReportFolder folder)
    {
        var counts = model.Counts;
        Assert.That(counts.Findings, Is.EqualTo(view.Findings.Length));
        var page = folder.Read("report.html");
        var listed = ListCount().Matches(page[..page.IndexOf("</main>", StringComparison.Ordinal)]).Sum(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture));
        Assert.That(listed + counts.Expected, Is.EqualTo(counts.Findings), "each stands in one list of the page");
        using var log = JsonDocument.Parse(folder.Read("results.sarif"));
        Assert.That(log.RootElement.GetProperty("runs")[0].GetProperty("results").GetArrayLength() + counts.NotRun + counts.Masked, Is.EqualTo(counts.Findings));
    }

    // Fixed: places that showed it before were executed and passed since, at least one of them tonight.
    private static void AssertFixed(ReportModel model, Did[][] before, Did[] tonight)
    {
        foreach (var finding in model.Findings.Where(f => f.Transition == Transition.Fixed))
        {
            var did = finding.Fingerprint == s_findings[0] ? Did.Showed : Did.ShowedOther;
            var places = Enumerable.Range(0, Places).Where(p => before.Any(night => night[p] == did)).ToList();
            Assert.That(places.Select(p => tonight[p]), Has.Some.EqualTo(Did.Passed), finding.Fingerprint);
            Assert.That(places.Select(p => before.Append(tonight).Select(night => night[p]).Last(d => d is Did.Passed || d == did)), Is.All.EqualTo(Did.Passed), finding.Fingerprint);
        }
    }

    private static RunRow RunOf(int place, Did did)
    {
        var run = Run("d", "s", $"{place}", did switch { Did.Showed => [s_findings[0]], Did.ShowedOther => [s_findings[1]], _ => [] });
        return did == Did.NoVerdict ? run with { Verdict = RunVerdict.Inconclusive } : run;
    }

    [GeneratedRegex(@"<h2>[^<(]*\((\d+)\)</h2>")]
    private static partial Regex ListCount();
}
