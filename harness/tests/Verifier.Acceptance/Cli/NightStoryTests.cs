using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Verifier.Tests.Cli.Nightly;

namespace Verifier.Acceptance.Cli;

/// <summary>
/// Nights as a scheduler starts them, with a driver that is built anew between them: what the report and the exit code say of a finding that is renamed,
/// known, expired, hidden, mended, flaky, and of one in which the driver takes control.
/// </summary>
public sealed partial class NightStoryTests
{
    private CliProcess _cli = null!;

    [SetUp]
    public void Make_a_driver()
    {
        _cli = new CliProcess();
        Directory.CreateDirectory(Path.Combine(_cli.Folder, "s"));
        File.WriteAllText(Path.Combine(_cli.Folder, "s", "tells.yaml"), "scenario: tells\ndrivers: [teller]\nworkload: [load]\n");
        Teller.Compile(_cli.Folder, "leaks", TellerDefect.Leak);
        Teller.Compile(_cli.Folder, "renamed", TellerDefect.Leak, "Arrange");
        Teller.Compile(_cli.Folder, "crashes", TellerDefect.Crash, "Arrange");
        Teller.Compile(_cli.Folder, "mended", TellerDefect.None, "Arrange");
        Teller.Compile(_cli.Folder, "flaky", TellerDefect.LeakWhileFileIsThere, "Arrange");
        Teller.Compile(_cli.Folder, "ends", TellerDefect.EndWhileFileIsThere, "Arrange");
    }

    [TearDown]
    public void Drop_the_folder() => _cli.Dispose();

    [Test]
    public void Nights_with_a_renamed_known_expired_masked_fixed_and_flaky_finding_tell_the_story_and_end_with_the_right_code()
    {
        AssertNight("leaks", 2, "1 finding to look at", "New (1)");
        AssertNight("renamed", 2, "1 still failing", "Still failing (1)");
        Know(DateTime.UtcNow.AddDays(30));
        AssertNight("renamed", 0, "Nothing new", "Known (1)");
        Know(DateTime.UtcNow.AddDays(-2));
        AssertNight("renamed", 2, "1 finding to look at", "Known until a day that is over (1)");
        AssertNight("crashes", 2, "1 finding to look at", "New (1)", "Masked (1)");
        AssertNight("mended", 0, "Nothing new", "Fixed (2)");
        AssertNight("flaky", 0, "Nothing new");
        Flag(isThere: true);
        AssertNight("flaky", 0, "Nothing new", "Flaky (1)");
        Flag(isThere: false);
        AssertNight("flaky", 0, "Nothing new", "Flaky (1)");
        AssertNight("mended", 0, "Nothing new");
    }

    // The run that was lost is done again the next night and comes to its end: nobody has to close the finding by hand.
    [Test]
    public void Finding_of_a_lost_run_is_closed_by_the_next_night_that_comes_through()
    {
        Flag(isThere: true);
        var (_, lost) = AssertNight("ends", 2, "1 finding to look at", "New (1)");
        Assert.That(lost, Does.Contain("uncontrolled"));
        Flag(isThere: false);
        AssertNight("ends", 0, "Nothing new", "Flaky (1)");
        AssertNight("ends", 0, "Nothing new");
    }

    private (string Text, string Page) AssertNight(string assembly, int code, string headline, params string[] lists)
    {
        var night = _cli.Run("nightly", "s", "--drivers", $"{assembly}.dll", "-o", "o", "--jobs", "2", "--db", "h.db");
        var page = WebUtility.HtmlDecode(_cli.Read("o/report.html"));
        var shown = ListTitle().Matches(page).Select(m => m.Groups["title"].Value).Where(title => !title.EndsWith("(0)", StringComparison.Ordinal));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(night.Code, Is.EqualTo(code), $"{assembly}: {night.Out}{night.Error}");
            Assert.That(page, Does.Contain($"<h1>{headline}</h1>"), assembly);
            Assert.That(shown, Is.EqualTo(lists), assembly);
        }

        return (night.Out, page);
    }

    private void Know(DateTime until) => File.WriteAllText(
        Path.Combine(_cli.Folder, "known-findings.yaml"),
        string.Create(CultureInfo.InvariantCulture, $"known:\n  - {{ driver: teller, kind: leak, place: Arrange, reason: waits, owner: me, expiry: {until:yyyy-MM-dd} }}\n"));

    private void Flag(bool isThere)
    {
        var flag = Path.Combine(_cli.Folder, "flag");
        if (isThere)
        {
            File.WriteAllText(flag, string.Empty);
        }
        else
        {
            File.Delete(flag);
        }
    }

    [GeneratedRegex(@"<h2>(?<title>[^<(]*\(\d+\))</h2>")]
    private static partial Regex ListTitle();
}
