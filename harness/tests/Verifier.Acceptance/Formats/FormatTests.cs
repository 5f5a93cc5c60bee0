using Verifier.Acceptance.Cli;

namespace Verifier.Acceptance.Formats;

/// <summary>
/// What earlier versions stored stays readable. Each file in <c>fixtures</c> was written by the version that its format had then (history
/// schema 3, journal 1, tokens vr2, results of campaigns 1, and later tokens vr3) and is never written again; the journal's build is one that no program has.
/// The program opens a file, or refuses it with a sentence that names the version.
/// </summary>
public sealed class FormatTests
{
    private const int Ok = 0;
    private const int Usage = 1;
    private const int Unexpected = 2;
    private const int Diverged = 5;

    private CliProcess _cli = null!;

    [SetUp]
    public void Make_a_folder_with_the_fixtures()
    {
        _cli = new CliProcess { CurrentFolder = Repository.Root };
        foreach (var file in Directory.EnumerateFiles(Repository.Path("harness/tests/Verifier.Acceptance/Formats/fixtures")))
        {
            File.Copy(file, InFolder(Path.GetFileName(file)));
        }
    }

    [TearDown]
    public void Drop_the_folder() => _cli.Dispose();

    [Test]
    public void History_of_schema_3_is_opened_and_its_night_reported()
    {
        var (code, output, error) = _cli.Run("list", "nights", "--db", InFolder("history-3.db"));
        Assert.That(code, Is.EqualTo(Ok), error);
        Assert.That(output, Does.Contain("2026-12-01"));

        var report = _cli.Run("report", "--db", InFolder("history-3.db"), "-o", InFolder("out"));
        Assert.That(report.Code, Is.EqualTo(Ok), report.Error);
        Assert.That(File.ReadAllText(InFolder("out/report.html")), Does.Contain("array-cache-naive"));
    }

    [Test]
    public void Tokens_vr2_in_results_are_refused_by_their_version()
    {
        var (code, output, error) = _cli.Run("replay", InFolder("results.ndjson"));
        Assert.That((code, output), Is.EqualTo((Usage, string.Empty)));
        Assert.That(error, Does.Contain("This token is of version vr2; this program reads vr3. Replay it with the version that made it."));
    }

    [Test]
    public void Tokens_vr3_in_results_are_replayed_and_what_differs_now_is_said()
    {
        var (code, output, error) = _cli.Run("replay", InFolder("results-vr3.ndjson"));
        Assert.That(code, Is.AnyOf(Ok, Unexpected, Diverged), error);
        Assert.That(error, Does.Not.Contain("internal error"));
        var tokens = File.ReadAllText(InFolder("results-vr3.ndjson")).Split("\"token\":\"vr3.").Length - 1;
        var replayed = output.Split('\n').Count(line => line.StartsWith("same: ", StringComparison.Ordinal) || line.StartsWith("diverged: ", StringComparison.Ordinal));
        Assert.That(replayed, Is.EqualTo(tokens).And.GreaterThan(0), output);
    }

    [Test]
    public void Journal_1_is_refused_by_its_version_and_the_build_that_wrote_it()
    {
        var (code, _, error) = _cli.Run(
            "run", "scenarios/fast/update-array.yaml", "--explore", "each,persistent", "--resume", "-o", _cli.Folder);
        Assert.That(code, Is.EqualTo(Usage));
        Assert.That(error, Does.Contain("campaign.ndjson").And.Contain("verifier-journal/1").And.Contain("build 0000beef"));
        Assert.That(File.ReadAllText(InFolder("campaign.ndjson")), Does.StartWith("{\"schema\":\"verifier-journal/1\""), "it is left as it was");
    }

    private string InFolder(string name) => Path.Combine(_cli.Folder, name);
}
