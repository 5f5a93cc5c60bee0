using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Verifier.Cli.Host;

namespace Verifier.Tests.Cli.Nightly;

/// <summary>
/// What nights say of a finding that is renamed, hidden, known, expired and flaky: in the terminal, in the summary, in the report, and by the exit code.
/// The driver is built anew for each night that changes it.
/// </summary>
public sealed partial class StatesOfFindingsTests
{
    private CliSandbox _sandbox = null!;

    [SetUp]
    public void Make_a_scenario()
    {
        _sandbox = new CliSandbox();
        _sandbox.Write("s/loads.yaml", "scenario: loads\ndrivers: [teller]\nworkload: [load]\n");
        Teller.Compile(_sandbox.Folder, "leaks", TellerDefect.Leak);
        Teller.Compile(_sandbox.Folder, "renamed", TellerDefect.Leak, "Arrange");
        Teller.Compile(_sandbox.Folder, "crashes", TellerDefect.Crash, "Arrange");
        Teller.Compile(_sandbox.Folder, "mended", TellerDefect.None, "Arrange");
        Teller.Compile(_sandbox.Folder, "flaky", TellerDefect.LeakWhileFileIsThere, "Arrange");
    }

    [TearDown]
    public void Drop_the_sandbox()
    {
        SqliteConnection.ClearAllPools();
        _sandbox.Dispose();
    }

    [Test]
    public void Story_of_a_finding_that_is_renamed_known_expired_masked_fixed_and_flaky()
    {
        AssertNight("leaks", ExitCode.Unexpected, "1 finding to look at", "new leak");
        AssertNight("renamed", ExitCode.Unexpected, "1 still failing", "still leak", @"was Teller\.Prepare < Teller\.DriverEntry, now Teller\.Arrange < Teller\.DriverEntry since night 2");
        Know("2999-12-31");
        AssertNight("renamed", ExitCode.Ok, "Nothing new", "known leak", @"\nknown: 1\n(.*\n)+    waits for its mender, me, https://example\.org/7, until 2999-12-31\n");
        Know("2001-01-01");
        AssertNight("renamed", ExitCode.Unexpected, "1 finding to look at", "expired leak", @"\nexpired: 1\n(.*\n)+    .*, expired on 2001-01-01\n");
        File.Delete(Path.Combine(_sandbox.Folder, "known-findings.yaml"));
        AssertNight("crashes", ExitCode.Unexpected, "1 finding to look at", "masked leak, new bugcheck", @"\nmasked: 1\n(.*\n)+    Its runs were executed and show [0-9a-f]{16} instead, which may hide it; 0 of its \d+ places? pass\.\n");
        AssertNight("mended", ExitCode.Ok, "Nothing new", "fixed bugcheck, fixed leak");
        AssertNight("flaky", ExitCode.Ok, "Nothing new", string.Empty);
        _sandbox.Write("flag", string.Empty);
        AssertNight("flaky", ExitCode.Ok, "Nothing new", "flaky leak", @"\nflaky: 1\n");
        AssertNight("flaky", ExitCode.Ok, "Nothing new", "flaky leak");
        File.Delete(Path.Combine(_sandbox.Folder, "flag"));
        AssertNight("flaky", ExitCode.Ok, "Nothing new", "flaky leak", "It is gone although nothing has changed since it was seen");
        AssertNight("mended", ExitCode.Ok, "Nothing new", string.Empty);
    }

    // Two nights before, the source on the page is the one that leaked: the fix has other lines in its place.
    [Test]
    public void Page_of_a_finding_that_is_fixed_shows_the_source_as_it_was()
    {
        var source = Teller.CompileWithSource(_sandbox.Folder, "told", TellerDefect.Leak);
        Night("told");
        File.WriteAllText(source, $"// the fix\n// is longer\n// than what it mends\n{File.ReadAllText(source).Replace("return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;", "return Undone();", StringComparison.Ordinal)}");
        Teller.Compile(_sandbox.Folder, "mended", TellerDefect.None);
        AssertNight("mended", ExitCode.Ok, "Nothing new", "fixed leak");
        var page = _sandbox.Read("out/report.html");
        Assert.That(page, Does.Contain("var second = ExAllocatePoolWithTag").And.Not.Contain("Undone"));
        Assert.That(page, Does.Contain("\"past\":true,\"changed\":true"));
        using var log = JsonDocument.Parse(_sandbox.Read("out/results.sarif"));
        Assert.That(_sandbox.Read("out/results.sarif"), Does.Contain("Teller.Prepare").And.Not.Contain("startLine"), "no line of the fix is the place of what it mends");
    }

    // The next build has it under another name; the script's reason is about the old one.
    [Test]
    public void Site_that_a_script_calls_benign_stays_benign_when_its_routine_is_renamed()
    {
        _sandbox.Write(
            "s/loads.yaml",
            "scenario: loads\ndrivers: [teller]\nworkload: [load]\nexplore: { how: each, benign: [{ site: ExAllocatePoolWithTag in Prepare, why: it loads once }] }\n");
        foreach (var assembly in new[] { "leaks", "renamed", "renamed" })
        {
            var night = Night(assembly);
            Assert.That((night.Code, StatesOf(night)), Is.EqualTo((ExitCode.Ok, string.Empty)), $"{assembly}: {night.Out}{night.Error}");
        }
    }

    // Its size is another: another request, another defect.
    [Test]
    public void Same_defect_elsewhere_is_new_when_the_request_differs()
    {
        Teller.Compile(_sandbox.Folder, "another", TellerDefect.Leak, "Arrange", size: 256);
        AssertNight("leaks", ExitCode.Unexpected, "1 finding to look at", "new leak");
        var night = Night("another");
        Assert.That(StatesOf(night), Does.Contain("new leak"));
        Assert.That(night.Out, Does.Not.Contain("    was Teller."));
    }

    [Test]
    public void Known_finding_by_its_place_stays_known_when_its_routine_is_renamed()
    {
        _sandbox.Write("s/known-findings.yaml", "known:\n  - { driver: \"tell*\", kind: leak, place: Prepare, reason: accepted, expiry: 2999-12-31 }\n");
        AssertNight("leaks", ExitCode.Ok, "Nothing new", "known leak");
        AssertNight("renamed", ExitCode.Ok, "Nothing new", "known leak", "was Teller\\.Prepare");
    }

    [TestCase("place: Arrange", TestName = "Known_finding_of_another_place_accepts_nothing")]
    [TestCase("place: \"ExAllocatePool2 in Prepare\"", TestName = "Known_finding_of_another_DDI_accepts_nothing")]
    public void Known_finding_of_another_place(string place)
    {
        _sandbox.Write("known-findings.yaml", $"known:\n  - {{ driver: teller, kind: leak, {place}, reason: accepted, expiry: 2999-12-31 }}\n");
        AssertNight("leaks", ExitCode.Unexpected, "1 finding to look at", "new leak");
        Assert.That(_sandbox.Run("nightly", "s", "--drivers", "leaks.dll", "-o", "out").Error, Does.Contain("warning: known-findings.yaml(2,5): no finding that is open is the one named here"));
    }

    [Test]
    public void List_of_known_findings_with_an_error_stops_the_night_before_anything_runs()
    {
        _sandbox.Write("known-findings.yaml", "known:\n  - { kind: leak, reason: accepted, expiry: 31.12.2999 }\n");
        var night = _sandbox.Run("nightly", "s", "--drivers", "leaks.dll", "-o", "out");
        Assert.That(night.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(night.Error, Does.Contain("known-findings.yaml(2,5): error VS1501: ").And.Contain("error VS1504: '31.12.2999' is not a day"));
    }

    [Test]
    public void Every_list_has_one_number_in_the_document_the_summary_and_the_dashboard()
    {
        Night("renamed");
        var night = _sandbox.Run("nightly", "s", "--drivers", "crashes.dll", "-o", "out", "--format", "json");
        using var document = JsonDocument.Parse(night.Out);
        using var dashboard = JsonDocument.Parse(_sandbox.Read("out/ctrf.json"));
        var extra = dashboard.RootElement.GetProperty("results").GetProperty("summary").GetProperty("extra");
        var summary = _sandbox.Read("out/summary.md");
        foreach (var count in document.RootElement.GetProperty("counts").EnumerateObject())
        {
            var word = count.Name switch { "not-run" => "not run", "still" => "still failing", _ => count.Name };
            Assert.That(summary, Does.Contain($"{count.Value.GetInt32()} {word}"), count.Name);
            Assert.That(extra.GetProperty(count.Name == "not-run" ? "notRun" : count.Name).GetInt32(), Is.EqualTo(count.Value.GetInt32()), count.Name);
        }

        var masked = document.RootElement.GetProperty("findings").EnumerateArray().Single(f => f.GetProperty("state").GetString() == "masked");
        var other = document.RootElement.GetProperty("findings").EnumerateArray().Single(f => f.GetProperty("state").GetString() == "new");
        Assert.That(masked.GetProperty("maskedBy").EnumerateArray().Select(f => f.GetString()), Is.EqualTo(new[] { other.GetProperty("fingerprint").GetString() }));
    }

    private void AssertNight(string assembly, ExitCode code, string headline, string states, string pattern = "")
    {
        var night = Night(assembly);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(night.Code, Is.EqualTo(code), $"{assembly}: {night.Error}{night.Out}");
            Assert.That(StatesOf(night), Is.EqualTo(states), assembly);
            Assert.That(_sandbox.Read("out/report.html"), Does.Contain($"<h1>{headline}</h1>"), assembly);
            Assert.That(night.Out, Does.Match(pattern), assembly);
            AssertCounts(night, assembly);
        }
    }

    // Every number of one night is the same in the terminal and in the summary.
    private void AssertCounts(CliOutcome night, string assembly)
    {
        var summary = _sandbox.Read("out/summary.md");
        foreach (var word in new[] { "new", "regressed", "fixed", "still", "masked", "flaky", "not run", "known", "expired" })
        {
            var said = ListLine().Matches(night.Out).FirstOrDefault(m => m.Groups["word"].Value == word)?.Groups["count"].Value ?? "0";
            Assert.That(summary, Does.Contain($"{said} {(word == "still" ? "still failing" : word)}"), $"{assembly}: {word}");
        }
    }

    private CliOutcome Night(string assembly) => _sandbox.Run("nightly", "s", "--drivers", $"{assembly}.dll", "-o", "out");

    // "known leak, new bugcheck": each cause with the list that it stands in.
    private static string StatesOf(CliOutcome night)
    {
        var (states, list) = (new List<string>(), string.Empty);
        foreach (var line in night.Out.Split('\n'))
        {
            list = ListLine().Match('\n' + line) is { Success: true } match ? match.Groups["word"].Value : list;
            if (EntryLine().Match(line) is { Success: true } entry)
            {
                states.Add($"{list} {entry.Groups["kind"].Value}");
            }
        }

        return string.Join(", ", states.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"\n(?<word>new|regressed|expired|fixed|still|masked|flaky|not run|known): (?<count>\d+)")]
    private static partial Regex ListLine();

    [GeneratedRegex("^  teller: (?<kind>[a-z-]+): ")]
    private static partial Regex EntryLine();

    private void Know(string expiry) => _sandbox.Write(
        "known-findings.yaml",
        $"known:\n  - driver: teller\n    kind: leak\n    place: Teller.Arrange\n    reason: waits for its mender\n    owner: me\n    link: https://example.org/7\n    expiry: {expiry}\n");
}
