using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Verifier.Acceptance.Cli;

/// <summary>Exploration through the door: what it finds, how it is cut short, killed and resumed.</summary>
public sealed class ExploreTests
{
    private const string Journal = "o/campaign.ndjson";
    private CliProcess _cli = null!;

    [SetUp]
    public void Make_a_folder() => _cli = new CliProcess();

    [TearDown]
    public void Drop_the_folder() => _cli.Dispose();

    [Test]
    public void Flawed_driver_of_the_library_is_convicted_and_its_twins_are_quiet()
    {
        var script = Repository.Path("scenarios/fast/update-array-unverified.yaml");
        var naive = _cli.Run("run", script, "--explore", "all", "--driver", "array-cache-naive", "-o", "o");
        Assert.That(naive.Code, Is.Zero, naive.Out + naive.Error);
        Assert.That(naive.Out, Does.Match(@"\n  expected state-lost in \d+ runs, fingerprint [0-9a-f]+\n"));
        Assert.That(naive.Out, Does.Match(@"\ncomplete: 1 campaign \(1 finding\), 4 fault points seen, 4 failed once, 4 failed persistently, [^\n]*\n$"));

        var twins = _cli.Run("run", script, "--explore", "all", "--driver", "array-cache-swap", "--driver", "array-cache-lookaside", "-o", "twins");
        Assert.That(twins.Code, Is.Zero, twins.Out + twins.Error);
        Assert.That(twins.Out, Does.Match(@"\ncomplete: 2 campaigns \(2 pass\), [^\n]*, 0 findings \(0 unexpected\)\n$"));

        var replay = _cli.Run("replay", "o/results.ndjson");
        Assert.That(replay.Code, Is.Zero, replay.Out + replay.Error);
        Assert.That(replay.Out, Does.Contain("expected state-lost: ").And.EndWith("\n2 replays: 2 same, 0 diverged\n"));
    }

    [Test]
    public void Unexpected_finding_is_exit_code_2_and_a_driver_that_fails_by_itself_4()
    {
        _cli.WriteScenario("nap", "napper");
        Assert.That(Explore("each", "-o", "o").Code, Is.EqualTo(2));
        _cli.WriteScenario("plain", "careless");
        Assert.That(Explore("each", "-o", "o").Code, Is.EqualTo(4));
    }

    [Test]
    public void Results_are_the_same_bytes_under_any_number_of_jobs()
    {
        _cli.WriteScenario("nap", "napper");
        _cli.WriteScenario("plain", "sound");
        var one = Explore("all", "--jobs", "1", "-o", "one");
        var two = Explore("all", "--jobs", "3", "-o", "two");
        Assert.That(two.Out, Is.EqualTo(one.Out.Replace(" one/", " two/", StringComparison.Ordinal)));
        Assert.That(_cli.Read("two/results.ndjson"), Is.EqualTo(_cli.Read("one/results.ndjson")));
    }

    [Test]
    public void Budget_of_time_ends_a_campaign_that_is_resumed_with_another()
    {
        _cli.WriteScenario("nap", "napper", "explore: { how: random, repeats: 100000 }\n");
        string[] command = ["run", "s", "--drivers", CliProcess.Models, "--isolation", "none", "--budget-time", "2s", "--jobs", "1", "-o", "o"];
        var cut = _cli.Run(command);
        Assert.That(cut.Out, Does.Match(@"\nincomplete: 1 campaign [^\n]* [1-9]\d* out of budget, [^\n]*\n$"));
        var done = Lines(Journal).Length - 2;
        var more = _cli.Run([.. command, "--resume"]);
        Assert.That(more.Error, Does.Contain($"resumed: {done} results taken from {Journal}\n"));
        Assert.That(Lines(Journal).Length - 2, Is.GreaterThan(done));
    }

    [TestCase("INT", 130)]
    [TestCase("TERM", 143)]
    [TestCase("HUP", 129)]
    [Platform(Exclude = "Win")]
    public void Interrupted_exploration_ends_cleanly_and_says_how_to_resume(string signal, int expected)
    {
        _cli.WriteScenario("nap", "napper", "explore: { how: random, repeats: 100000 }\n");
        using var process = _cli.Start("run", "s", "--drivers", CliProcess.Models, "-o", "o");
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        WaitForResults(process, 10);
        Process.Start("kill", [$"-{signal}", $"{process.Id}"]).WaitForExit();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.EqualTo(expected), error.Result);
        var kept = Lines(Journal).Length - 2;
        Assert.That(error.Result, Does.Contain($"interrupted: {kept} results kept in {Journal}; give the same command again with --resume to go on\n"));
        Assert.That(output.Result, Does.Match(@"^(inconclusive|surprise): nap with napper ").And.Match(@"\ninterrupted: 1 campaign [^\n]*\n$"));
        using var line = JsonDocument.Parse(_cli.Read("o/results.ndjson"));
        Assert.That(line.RootElement.GetProperty("outcomes").GetProperty("runs").GetInt32(), Is.EqualTo(kept));
    }

    [Test]
    [Platform(Exclude = "Win")]
    public void Exploration_killed_in_a_loop_loses_at_most_what_was_in_flight()
    {
        _cli.WriteScenario("nap", "napper", "explore: { how: all, repeats: 60 }\n");
        string[] command = ["run", "s", "--drivers", CliProcess.Models, "--explore", "all", "--jobs", "2"];
        var whole = _cli.Run([.. command, "-o", "whole"]);

        const int mostKills = 4;
        var random = new Random(3);
        var kills = 0;
        string[] kept = [];
        while (true)
        {
            using var process = _cli.Start([.. command, "-o", "o", "--resume"]);
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            if (kills < mostKills && IsCaught(process, kills, kept.Length, random))
            {
                process.Kill();
                kills++;
            }

            process.WaitForExit();
            if (process.ExitCode == whole.Code)
            {
                Assert.That(error.Result, Does.Contain($"resumed: {kept.Count(IsResult)} results taken from {Journal}\n"));
                Assert.That(output.Result, Is.EqualTo(whole.Out.Replace(" whole/", " o/", StringComparison.Ordinal)));
                break;
            }

            // Every whole line that was there is still there; only the last may be torn.
            var now = Lines(Journal);
            Assert.That(now.Take(kept.Length), Is.EqualTo(kept));
            kept = now;
        }

        Assert.That(kills, Is.EqualTo(mostKills));
        Assert.That(_cli.Read("o/results.ndjson"), Is.EqualTo(_cli.Read("whole/results.ndjson")));
        Assert.That(Results(Journal), Is.Unique);
        Assert.That(Results(Journal), Is.EqualTo(Results("whole/campaign.ndjson")));
    }

    // In which order results come depends on the jobs, and so do the sums of their lines.
    private IEnumerable<string> Results(string journal) =>
        Lines(journal).Select(line => Regex.Replace(line, ",\"sum\":\"[0-9a-f]{16}\"}$", "}")).Order(StringComparer.Ordinal);

    private static bool IsResult(string line) => Regex.IsMatch(line, "\"(pass|result)\":");

    // Every fourth time whenever it may be, otherwise with some results more; a moment later, so not always at the same place.
    private bool IsCaught(Process process, int kills, int kept, Random random) => kills % 4 == 3
        ? !process.WaitForExit(random.Next(400))
        : WaitForResults(process, kept + random.Next(12)) && !process.WaitForExit(random.Next(20));

    // True when there are so many lines; false when the program ended before.
    private bool WaitForResults(Process process, int lines)
    {
        while (!process.HasExited)
        {
            if (File.Exists(Path.Combine(_cli.Folder, Journal)) && WholeLines(ReadLocked()).Length > lines)
            {
                return true;
            }

            Thread.Sleep(5);
        }

        return false;
    }

    // The program has the file locked while it writes; cat ignores the lock.
    private string ReadLocked()
    {
        using var cat = Process.Start(new ProcessStartInfo("cat", [Path.Combine(_cli.Folder, Journal)]) { RedirectStandardOutput = true })!;
        return cat.StandardOutput.ReadToEnd();
    }

    private string[] Lines(string path) => File.Exists(Path.Combine(_cli.Folder, path)) ? WholeLines(_cli.Read(path)) : [];

    // A torn line does not count.
    private static string[] WholeLines(string text) => text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private (int Code, string Out, string Error) Explore(string words, params string[] more) =>
        _cli.Run(["run", "s", "--drivers", CliProcess.Models, "--explore", words, .. more]);
}
