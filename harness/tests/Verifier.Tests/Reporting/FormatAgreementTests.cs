using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Verifier.History;
using Verifier.Reporting;
using Verifier.Reporting.Formats;
using Verifier.Reporting.Model;

namespace Verifier.Tests.Reporting;

/// <summary>All formats of one night say the same numbers, and those are the model's.</summary>
public sealed class FormatAgreementTests
{
    [TestCase(0)]
    [TestCase(1)]
    [TestCase(40)]
    [TestCase(3000)]
    public void WriteAll_any_night_formats_agree(int runs)
    {
        using var folder = new ReportFolder();
        var model = new SyntheticNight(runs) { Findings = runs < 40 ? 0 : 30 }.Make();
        ReportWriter.WriteAll(model, folder.Path);
        var counts = model.Counts;

        using (Assert.EnterMultipleScope())
        {
            Sarif(folder, model);
            JUnit(folder, counts);
            Ctrf(folder, counts);
            Assert.That(folder.Read("runs.csv").Count(c => c == '\n') - 1, Is.EqualTo(model.Runs.Count));
            Assert.That(folder.Read("summary.md"), Does.Contain($"{counts.New} new, {counts.Regressed} regressed, {counts.Fixed} fixed, {counts.Still} still failing"));
            Assert.That(folder.Read("report.html"), Does.Contain($"{counts.New:N0} new, {counts.Regressed:N0} regressed, {counts.Fixed:N0} fixed"));
        }
    }

    [Test]
    public void Counts_findings_are_in_exactly_one_list()
    {
        var counts = new SyntheticNight(100_0).Make().Counts;
        Assert.That(counts.New + counts.Regressed + counts.Still + counts.Fixed + counts.NotRun + counts.Expected, Is.EqualTo(120));
    }

    [Test]
    public void Sarif_more_findings_than_are_shown_are_cut_with_a_notification()
    {
        using var stream = new MemoryStream();
        var model = new SyntheticNight(1000) { Findings = 7000, Details = 0 }.Make();
        new SarifWriter().Write(model, stream);
        using var log = JsonDocument.Parse(stream.ToArray());
        var run = log.RootElement.GetProperty("runs")[0];

        Assert.That(run.GetProperty("results").GetArrayLength(), Is.EqualTo(SarifWriter.ResultsMax));
        Assert.That(run.GetProperty("invocations")[0].GetProperty("toolExecutionNotifications").ToString(), Does.Contain("5000 of "));
    }

    private static void Sarif(ReportFolder folder, ReportModel model)
    {
        using var log = JsonDocument.Parse(folder.Read("results.sarif"));
        var results = log.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().ToList();
        Assert.That(results, Has.Count.EqualTo(model.Counts.Findings - model.Counts.NotRun - model.Counts.Masked), "what was not run has no result");
        if (model.Night.ComparedWith is not null)
        {
            string[] states = [.. results.Select(r => r.GetProperty("baselineState").GetString()!)];
            Assert.That(states.Count(s => s == "absent"), Is.EqualTo(model.Counts.Fixed));
            Assert.That(states.Count(s => s == "unchanged"), Is.EqualTo(model.Findings.Count(f => f.Transition == Transition.Still)));
        }
    }

    private static void JUnit(ReportFolder folder, ReportCounts counts)
    {
        var root = XDocument.Parse(folder.Read("junit.xml")).Root!;
        Assert.That(Number(root, "tests"), Is.EqualTo(counts.Campaigns));
        Assert.That(root.Descendants("testcase").Count(), Is.EqualTo(counts.Campaigns));
        Assert.That(root.Descendants("failure").Count(), Is.EqualTo(counts.CampaignsFailed).And.EqualTo(Number(root, "failures")));
        Assert.That(root.Descendants("skipped").Count(), Is.EqualTo(counts.CampaignsInconclusive).And.EqualTo(Number(root, "skipped")));
        Assert.That(root.Elements("testsuite").Sum(s => Number(s, "tests")), Is.EqualTo(counts.Campaigns));
    }

    private static void Ctrf(ReportFolder folder, ReportCounts counts)
    {
        using var document = JsonDocument.Parse(folder.Read("ctrf.json"));
        var results = document.RootElement.GetProperty("results");
        var summary = results.GetProperty("summary");
        Assert.That(summary.GetProperty("tests").GetInt32(), Is.EqualTo(counts.Campaigns));
        Assert.That(summary.GetProperty("passed").GetInt32(), Is.EqualTo(counts.CampaignsPassed));
        Assert.That(results.GetProperty("tests").EnumerateArray().Count(t => t.GetProperty("status").GetString() == "failed"), Is.EqualTo(counts.CampaignsFailed));
        Assert.That(summary.GetProperty("extra").GetProperty("fixed").GetInt32(), Is.EqualTo(counts.Fixed));
    }

    private static int Number(XElement element, string name) => int.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
