using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Verifier.History;
using Verifier.Reporting;
using Verifier.Reporting.Html;
using Verifier.Reporting.Model;
using Verifier.Reporting.Text;

namespace Verifier.Tests.Reporting;

/// <summary>What any report must be: the same bytes each time, small, self-contained, and readable before any script runs.</summary>
public sealed partial class ReportWriterTests
{
    private const int ScriptBudget = 66_000;
    private const int StyleBudget = 15_000;

    // Names as they might come from a driver that means harm, or from a tool that went wrong.
    private static readonly string[] s_hostile =
    [
        "</script><script>document.title='owned'</script>",
        "<img src=x onerror=\"document.title='owned'\">",
        "\" onmouseover=\"document.title='owned'\" x=\"",
        "<!--<script>",
        "\u202Egnp.exe\u2066\u200B",
        "]]>&lt;&#60;",
        "a\0b\u0001\uFFFE\uD800",
        "`|*[x](javascript:alert(1))@everyone",
        "=cmd|' /C calc'!A0",
        new string('W', 10_000),
    ];

    [Test]
    public void WriteAll_same_night_twice_gives_the_same_bytes()
    {
        var first = Hashes(500);
        var second = Hashes(500);
        Assert.That(second, Is.EqualTo(first));

        static string[] Hashes(int runs)
        {
            using var folder = new ReportFolder();
            var written = ReportWriter.WriteAll(new SyntheticNight(runs).Make(), folder.Path);
            return [.. written.Files.Select(f => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f.Path))))];
        }
    }

    [Test]
    public void WriteAll_hundred_thousand_runs_and_fifty_exemplars_stay_below_5_MB()
    {
        using var folder = new ReportFolder();
        var written = ReportWriter.WriteAll(new SyntheticNight(100_000).Make(), folder.Path);
        Assert.That(written.Files[0].Size, Is.LessThan(5_000_000));
        Assert.That(written.Warnings, Is.Empty);
    }

    [Test]
    public void Resources_stay_in_their_budgets()
    {
        Assert.That(Encoding.UTF8.GetByteCount(PageResources.Script), Is.LessThan(ScriptBudget));
        Assert.That(Encoding.UTF8.GetByteCount(PageResources.Style), Is.LessThan(StyleBudget));
        Assert.That(PageResources.Script, Does.Not.Contain("</script").IgnoreCase.And.Not.Contain("innerHTML").And.Not.Contain("<!--"));
    }

    [Test]
    public void WriteAll_details_above_the_limit_go_to_a_page_beside_the_first()
    {
        using var folder = new ReportFolder();
        var model = new SyntheticNight(40).Make();
        var written = ReportWriter.WriteAll(model, folder.Path, new ReportOptions { WarnAbove = 1000, SpillAbove = 8000 });

        Assert.That(written.Files.Select(f => Path.GetFileName(f.Path)), Does.Contain(ReportWriter.DetailsPageName));
        Assert.That(written.Warnings, Has.Some.Contains("would have been too large"));
        var inPages = Details(folder, ReportWriter.PageName).Concat(Details(folder, ReportWriter.DetailsPageName));
        Assert.That(inPages, Is.EquivalentTo(Enumerable.Range(0, model.Details.Length)));

        static IEnumerable<int> Details(ReportFolder folder, string name) =>
            DetailElement().Matches(folder.Read(name)).Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture));
    }

    [Test]
    public void Page_names_nothing_outside_itself()
    {
        using var folder = new ReportFolder();
        ReportWriter.WriteAll(new SyntheticNight(40).Make(), folder.Path);
        var page = folder.Read(ReportWriter.PageName);

        Assert.That(page, Does.Contain("default-src 'none'").And.Not.Contain("unsafe-inline"));
        Assert.That(OutsideReference().Matches(page).Select(m => m.Value), Is.Empty);
    }

    [Test]
    public void Page_is_readable_before_its_script()
    {
        using var folder = new ReportFolder();
        var model = new SyntheticNight(40).Make();
        ReportWriter.WriteAll(model, folder.Path);
        var page = folder.Read(ReportWriter.PageName);
        var text = page[..page.IndexOf("<script", StringComparison.Ordinal)];

        foreach (var finding in model.With(Transition.New).Concat(model.With(Transition.Regressed)))
        {
            Assert.That(text, Does.Contain(finding.Token));
        }

        Assert.That(text, Does.Contain("8 of 8 found"));
        Assert.That(page.IndexOf("id=\"detail-0\"", StringComparison.Ordinal), Is.GreaterThan(page.IndexOf("use strict", StringComparison.Ordinal)));
    }

    [TestCaseSource(nameof(s_hostile))]
    public void WriteAll_hostile_name_breaks_no_format(string name)
    {
        using var folder = new ReportFolder();
        ReportWriter.WriteAll(new SyntheticNight(40) { Name = plain => name + plain }.Make(), folder.Path);
        var page = folder.Read(ReportWriter.PageName);

        using (Assert.EnterMultipleScope())
        {
            // The page's own elements, and none besides.
            Assert.That(Regex.Count(page, "<script[ >]"), Is.EqualTo(3 + 9));
            Assert.That(Regex.Count(page, "</script>"), Is.EqualTo(3 + 9));
            Assert.That(page, Does.Not.Contain("<img").And.Not.Contain("<!--").And.Not.Contain("\u202E").And.Not.Contain("\0"));
            Assert.That(() => XDocument.Parse(folder.Read("junit.xml")), Throws.Nothing);
            Assert.That(() => System.Text.Json.JsonDocument.Parse(folder.Read("results.sarif")), Throws.Nothing);
            Assert.That(() => System.Text.Json.JsonDocument.Parse(folder.Read("ctrf.json")), Throws.Nothing);
            Assert.That(folder.Read("summary.md"), Does.Not.Contain("<script").And.Not.Contain("<img").And.Not.Contain("@everyone"));
            Assert.That(folder.Read("runs.csv").Split('\n').SelectMany(line => line.Split(',')), Has.None.StartsWith("=").And.None.StartsWith("@"));
        }
    }

    [TestCase("plain", "plain")]
    [TestCase("two\nlines\tand a tab", "two lines and a tab")]
    [TestCase("\u202Ereversed", "<U+202E>reversed")]
    [TestCase("grün 漢字 😀", "grün 漢字 😀")]
    public void Shown_name_is_what_a_reader_may_see(string text, string shown) => Assert.That(Shown.Name(text), Is.EqualTo(shown));

    [Test]
    public void Shown_half_a_character_is_replaced() => Assert.That(Shown.Name($"a{'\uD800'}b"), Is.EqualTo("a\uFFFDb"));

    [Test]
    public void Shown_long_name_is_cut_and_says_so() =>
        Assert.That(Shown.Name(new string('x', 10_000)), Has.Length.LessThan(260).And.EndsWith("… (and 9,800 characters more)"));

    [Test]
    public void Trust_missing_canary_breaks_the_night()
    {
        var night = new SyntheticNight(40) { Night = n => n with { CanariesFound = 7 } }.Make();
        Assert.That(night.IsTrusted, Is.False);
        using var folder = new ReportFolder();
        ReportWriter.WriteAll(night, folder.Path);
        Assert.That(folder.Read("summary.md"), Does.StartWith("## Verifier: this night cannot be trusted"));
        Assert.That(folder.Read(ReportWriter.PageName), Does.Contain("This night cannot be trusted"));
    }

    [GeneratedRegex("id=\"detail-([0-9]+)\"")]
    private static partial Regex DetailElement();

    [GeneratedRegex(@"(src|href)=""(?!data:,|#)[^""]+""|@import|: *url\(|\bfetch\(|XMLHttpRequest|WebSocket|import\(")]
    private static partial Regex OutsideReference();
}
