using System.Diagnostics;
using System.Text.RegularExpressions;
using Verifier.History;

namespace Verifier.Acceptance.Cli;

/// <summary><c>nightly</c> as a scheduler starts it, and as the machine may end it.</summary>
public sealed partial class NightlyTests
{
    private static readonly string[] s_scenarios = ["nap-a", "nap-b", "nap-c", "nap-d"];

    private CliProcess _cli = null!;

    [SetUp]
    public void Make_a_folder() => _cli = new CliProcess();

    [TearDown]
    public void Drop_the_folder() => _cli.Dispose();

    // What is told to be kept while the night runs must be in the file whenever the machine is switched off: after the first result, among the
    // scripts' runs, and among the explorations.
    [Test]
    public void Killed_night_keeps_all_that_it_said_was_kept_and_the_next_one_works()
    {
        foreach (var name in s_scenarios)
        {
            _cli.WriteScenario(name, "napper");
        }

        var whole = _cli.Run(Command("whole.db", "whole"));
        foreach (var (night, lines) in new[] { (1, 1), (2, 3), (3, 6) })
        {
            CheckKept(night, KillAfter(lines));
        }

        var next = _cli.Run([.. Command("history.db", "o"), "--resume"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(next.Code, Is.EqualTo(whole.Code));
            Assert.That(next.Out, Does.StartWith("night 4\n").And.Contains("nothing to compare with yet\nnot compared with, because unfinished: night 1, 2, 3\n"));
            Assert.That(next.Error, Does.Match(@"resumed: [1-9]\d* results taken from o/campaign\.ndjson"));
            Assert.That(_cli.Read("o/results.ndjson"), Is.EqualTo(_cli.Read("whole/results.ndjson")));
            Assert.That(ListedStates(), Is.EqualTo(new[] { "ended", "unfinished", "unfinished", "unfinished" }));
        }

        var last = _cli.Run(Command("history.db", "o"));
        Assert.That(last.Out, Does.Contain("\ncompared with night 4\n").And.Contains("\nstill: 1\n").And.Not.Contains("unfinished"));
    }

    [Test]
    [Platform("Linux")]
    public void Terminated_night_ends_cleanly_and_says_so_first()
    {
        foreach (var name in s_scenarios)
        {
            _cli.WriteScenario(name, "napper");
        }

        using var process = _cli.Start(Command("history.db", "o"));
        var output = process.StandardOutput.ReadToEndAsync();
        var kept = 0;
        while (process.StandardError.ReadLine() is { } line)
        {
            if (KeptLine().IsMatch(line) && ++kept == s_scenarios.Length)
            {
                using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            }
        }

        process.WaitForExit();
        Assert.That((process.ExitCode, output.Result.Split('\n')[0]), Is.EqualTo((143, "night 1: NOT FINISHED. It was interrupted.")));
        Assert.That(ListedStates(), Is.EqualTo(new[] { "unfinished" }));
    }

    // Each ends its process in the script's own run and in explored ones; the night goes on, and the tame one beside them passes.
    [Test]
    public void Drivers_that_end_their_process_do_not_end_the_night()
    {
        foreach (var guest in new[] { "guest-exit", "guest-stack", "guest-tame" })
        {
            _cli.WriteScenario(guest, guest, "faults: [{ fail: ExAllocatePoolWithTag, when: { nth: 3 } }]\n");
        }

        var night = _cli.Run("nightly", "s", "--drivers", typeof(Verifier.HostileModels.GuestDriver).Assembly.Location, "--jobs", "2", "--explore", "each");
        var lines = _cli.Read("reports/nightly/results.ndjson").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(night.Code, Is.EqualTo(2), night.Error);
            Assert.That(night.Out, Does.StartWith("night 1\n").And.Contains("\nnew: 2\n"), "one cause each, in the script's run and explored");
            Assert.That(night.Out, Does.Contain("  guest-exit: uncontrolled: ").And.Contain("\n    same cause, new: With the script's own faults: the driver ended the process with exit code 7\n"));
            Assert.That(night.Out, Does.Contain("  guest-stack: uncontrolled: ").And.Contain("\n    same cause, new: With the script's own faults: the driver overflowed its stack\n"));
            Assert.That(night.Out, Does.Match(@"\nreplays: (\d+) of \1 the same"));
            Assert.That(lines.Count(line => line.Contains("\"verdict\":\"pass\"", StringComparison.Ordinal)), Is.EqualTo(2), "the tame one");
        }
    }

    [Test]
    [Platform("Linux")]
    public void Temporary_folder_that_is_not_there_is_said_first()
    {
        _cli.WriteScenario("nap-a", "napper");
        _cli.Environment["TMPDIR"] = "/nowhere";
        CheckNotDone(_cli.Run(Command("history.db", "o")), "a worker process cannot be started: ");
    }

    // A copy of the program from which something was lost.
    [Platform("Linux")]
    [TestCase("Verifier.Drivers.dll", "the driver models that come with this program cannot be loaded")]
    [TestCase("libe_sqlite3.so", "There is no SQLite engine")]
    public void Program_that_is_not_whole_is_said_first(string lost, string problem)
    {
        _cli.WriteScenario("nap-a", "napper");
        var copy = Copy(Path.GetDirectoryName(CliProcess.Program)!, without: lost);

        // The system's own engine is not found either: a search for it finds this file first.
        File.WriteAllText(Path.Combine(copy, "libsqlite3.so.0"), "no library");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(copy, "Verifier.Cli.dll"), "nightly", "s"])
        {
            WorkingDirectory = _cli.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["LD_LIBRARY_PATH"] = lost.EndsWith(".so", StringComparison.Ordinal) ? copy : string.Empty },
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        CheckNotDone((process.ExitCode, output, error.Result), problem);
    }

    private static void CheckNotDone((int Code, string Out, string Error) night, string problem)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(night.Code, Is.EqualTo(3));
            Assert.That(night.Out, Does.StartWith("no night: NOT DONE. ").And.Contains(problem));
            Assert.That(night.Error, Does.StartWith("error: ").And.Contains(problem));
        }
    }

    private string Copy(string folder, string without)
    {
        var copy = Directory.CreateDirectory(Path.Combine(_cli.Folder, "program")).FullName;
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != without))
        {
            var to = Path.Combine(copy, Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        return copy;
    }

    private static string[] Command(string history, string folder) =>
        ["nightly", "s", "--drivers", CliProcess.Models, "--db", history, "-o", folder, "--jobs", "2", "--verbosity", "detailed"];

    // The scenarios that it said were kept, run and explored, between its beginning and its end.
    private List<(string Scenario, TargetMode Mode)> KillAfter(int lines)
    {
        using var process = _cli.Start(Command("history.db", "o"));
        var kept = new List<(string, TargetMode)>();
        while (process.StandardError.ReadLine() is { } line)
        {
            if (KeptLine().Match(line) is { Success: true } match)
            {
                kept.Add((match.Groups["scenario"].Value, match.Groups["what"].Value == "run" ? TargetMode.Run : TargetMode.Explore));
                if (kept.Count == lines)
                {
                    process.Kill();
                }
            }
        }

        process.WaitForExit();
        Assert.That(process.ExitCode, Is.EqualTo(128 + 9), "it was killed");
        Assert.That(kept, Has.Count.GreaterThanOrEqualTo(lines).And.Count.LessThan(2 * s_scenarios.Length));
        return kept;
    }

    private void CheckKept(long night, List<(string Scenario, TargetMode Mode)> said)
    {
        using var store = HistoryStore.Open(Path.Combine(_cli.Folder, "history.db"), new HistoryOptions { IsReadOnly = true });
        var view = store.ReadNight(night);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(view.Night.State, Is.EqualTo(NightState.Begun));
            Assert.That(said, Is.SubsetOf(view.Targets.Select(t => (t.Scenario, t.Mode))));
            Assert.That(view.Runs, Has.Length.EqualTo(view.Targets.Sum(t => t.Planned)), "all of a target or nothing");
            Assert.That(view.Night.Runs.Executed, Is.EqualTo(view.Runs.Length));
        }
    }

    private IEnumerable<string> ListedStates() => _cli.Run("list", "nights", "--db", "history.db").Out.Split('\n')
        .Skip(1).Where(line => line.Length > 0).Select(line => StateWord().Match(line).Value);

    [GeneratedRegex(@"^night \d+: kept: (?<scenario>\S+) with napper, (?<what>run|explored): \w+$")]
    private static partial Regex KeptLine();

    [GeneratedRegex("ended|unfinished")]
    private static partial Regex StateWord();
}
