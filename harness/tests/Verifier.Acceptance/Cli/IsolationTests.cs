using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Verifier.HostileModels;
using Verifier.Tests.Cli.Results;

namespace Verifier.Acceptance.Cli;

/// <summary>Exploration in worker processes, from the command line: hostile models cost their own runs, and nothing is left behind.</summary>
public sealed partial class IsolationTests
{
    private static readonly string s_guests = typeof(GuestDriver).Assembly.Location;
    private CliProcess _cli = null!;

    [SetUp]
    public void Make_a_folder() => _cli = new CliProcess();

    [TearDown]
    public void Drop_the_folder() => _cli.Dispose();

    [Test]
    public void Explore_hostile_models_beside_a_tame_one_finishes_and_replays()
    {
        foreach (var guest in new[] { "guest-exit", "guest-tame", "guest-task" })
        {
            _cli.WriteScenario(guest, guest);
        }

        var (code, output, error) = _cli.Run("run", "s", "--drivers", s_guests, "--explore", "each", "--jobs", "2");
        Assert.That(code, Is.EqualTo(2), output + error);
        Assert.That(output, Does.Contain("3 campaigns (1 pass, 2 surprise)").And.Contain("18 failed once").And.Contain("0 inconclusive"));
        Assert.That(output, Does.Contain("the driver ended the process with exit code 7"));
        Assert.That(output, Does.Contain("the driver ran code on the thread pool behind the harness's back"));
        Assert.That(output, Does.Contain("    minimal: none: a run in which the driver took control cannot be made smaller; replay it\n"));

        var token = Token().Match(output).Value;
        var replay = _cli.Run("replay", "--drivers", s_guests, token);
        Assert.That(replay.Out, Does.StartWith("same: guest-exit with guest-exit, no trace, 1 fault").And.EndWith("1 replay: 1 same, 0 diverged\n"));
        Assert.That(replay.Code, Is.EqualTo(2));
        CheckShape(_cli.Run("replay", "--drivers", s_guests, token, "--format", "json").Out);
        var shrink = _cli.Run("shrink", "--drivers", s_guests, token);
        Assert.That(shrink.Error, Does.Contain("cannot be shrunk"));
    }

    [Test]
    public void Explore_gives_the_same_bytes_in_workers_and_in_this_process()
    {
        _cli.WriteScenario("plain", "sound");
        _cli.WriteScenario("careless", "careless");
        var here = Explore("none", "1");
        var workers = Explore("process", "2");
        Assert.That(workers, Is.EqualTo(here.Replace(" none/", " process/", StringComparison.Ordinal)));
        var minimal = Minimal().Matches(workers).Select(match => match.Value).ToList();
        Assert.That(minimal, Is.Not.Empty);
        Assert.That(minimal.Select(name => _cli.Read($"process/minimal/{name}")), Is.EqualTo(minimal.Select(name => _cli.Read($"none/minimal/{name}"))));
        var run = _cli.Run("run", "process/minimal", "--drivers", CliProcess.Models);
        Assert.That(run.Code, Is.EqualTo(4), "a regression is red until the driver is mended");
        Assert.That(_cli.Read("process/results.ndjson"), Is.EqualTo(_cli.Read("none/results.ndjson")));
    }

    [Test]
    public void Single_run_whose_driver_ends_the_process_as_if_all_were_well_is_broken_and_the_others_are_there()
    {
        foreach (var guest in new[] { "guest-leave", "guest-tame", "guest-print" })
        {
            _cli.WriteScenario(guest, guest);
        }

        var (code, output, error) = _cli.Run("run", "s", "--drivers", s_guests, "--jobs", "1");
        Assert.That(code, Is.EqualTo(4), output + error);
        Assert.That(output, Does.Contain("3 runs: 2 pass, 1 broken").And.Contain("guest-leave with guest-leave").And.Contain("ended the process with exit code 0"));
        Assert.That(_cli.Read("reports/latest/results.ndjson").Split('\n', StringSplitOptions.RemoveEmptyEntries), Has.Length.EqualTo(3));
        var replay = _cli.Run("replay", "--drivers", s_guests, "reports/latest/results.ndjson");
        Assert.That(replay.Out, Does.EndWith("3 replays: 3 same, 0 diverged\n"), replay.Error);
        Assert.That(replay.Code, Is.EqualTo(4));
    }

    [Test]
    public void Single_runs_and_replays_give_the_same_bytes_in_workers_and_in_this_process()
    {
        _cli.WriteScenario("plain", "sound");
        _cli.WriteScenario("careless", "careless", "faults:\n  - { fail: ExAllocatePoolWithTag, when: { nth: 1 } }\n");
        var here = _cli.Run("run", "s", "--drivers", CliProcess.Models, "--isolation", "none", "-v", "detailed", "-o", "none");
        var there = _cli.Run("run", "s", "--drivers", CliProcess.Models, "-v", "detailed", "-o", "process");
        Assert.That((there.Code, there.Out), Is.EqualTo((here.Code, here.Out)));
        Assert.That(_cli.Read("process/results.ndjson"), Is.EqualTo(_cli.Read("none/results.ndjson")));
        var json = _cli.Run("run", "s", "--drivers", CliProcess.Models, "--isolation", "none", "--format", "json").Out;
        Assert.That(_cli.Run("run", "s", "--drivers", CliProcess.Models, "--format", "json").Out, Is.EqualTo(json));
        var replay = _cli.Run("replay", "--drivers", CliProcess.Models, "process/results.ndjson", "--trace");
        Assert.That(replay.Out, Does.Contain("ExAllocatePoolWithTag(").And.EndWith("2 replays: 2 same, 0 diverged\n"));
    }

    [TestCase("exit", "ended the process with exit code 0")]
    [TestCase("throw", "threw InvalidOperationException: no")]
    public void Model_that_cannot_be_made_is_named_and_the_others_are_listed_and_run(string how, string words)
    {
        _cli.Environment[MakingGuest.Variable] = how;
        var said = $"error: Verifier.HostileModels.MakingGuest cannot be made: its constructor or Name {words}\n";
        var list = _cli.Run("list", "drivers", "--drivers", s_guests);
        Assert.That(list.Error, Is.EqualTo(said));
        Assert.That(list.Out, Does.Contain("guest-tame").And.Not.Contain("guest-making"));
        Assert.That(list.Code, Is.EqualTo(3), "what died is nowhere green");

        _cli.WriteScenario("tame", "guest-tame");
        var run = _cli.Run("run", "s", "--drivers", s_guests);
        Assert.That((run.Code, run.Error), Is.EqualTo((3, $"{said}results: reports/latest/results.ndjson\n")));
        Assert.That(run.Out, Does.Contain("1 run: 1 pass"));
    }

    [TestCase("TERM", 143)]
    [TestCase("HUP", 129)]
    [TestCase("INT", 130)]
    [Platform("Linux")]
    public void Constructor_that_never_comes_back_is_ended_by_a_signal(string signal, int code)
    {
        _cli.Environment[MakingGuest.Variable] = "spin";
        using var program = _cli.Start("list", "drivers", "--drivers", s_guests);
        using var worker = WorkerOf(program);
        while (!HasSpun(worker, TimeSpan.FromSeconds(1)) && !program.HasExited)
        {
            Thread.Sleep(50);
        }

        using var kill = Process.Start("kill", $"-{signal} {program.Id}");
        program.WaitForExit();
        Assert.That(program.ExitCode, Is.EqualTo(code), program.StandardError.ReadToEnd());
        Assert.That(worker.WaitForExit(TimeSpan.FromSeconds(60)), Is.True);
    }

    [Test]
    public void Explore_driver_that_does_not_do_the_same_each_time_says_which_run_and_where()
    {
        foreach (var guest in new[] { "guest-dice", "guest-late-dice", "guest-busy" })
        {
            _cli.WriteScenario(guest, guest);
        }

        var (code, output, error) = _cli.Run("run", "s", "--drivers", s_guests, "--explore", "each", "--jobs", "2");
        Assert.That(code, Is.EqualTo(5), output + error);
        Assert.That(output, Does.Contain("3 campaigns (1 pass, 2 non-deterministic)"));
        Assert.That(output, Does.Contain("not deterministic: the run without a fault differs: its trace was "));
        Assert.That(output, Does.Contain("not deterministic: the run each f3 differs: its trace was "));
        Assert.That(output, Does.Match(@"the first difference of two more is in line \d+, ""[^""]*ExAllocatePoolWithTag\("));
    }

    [Test]
    [Platform("Linux")]
    public void Explore_killed_leaves_no_worker_although_it_spins()
    {
        _cli.WriteScenario("guest-spin", "guest-spin");
        using var program = _cli.Start("run", "s", "--drivers", s_guests, "--explore", "each", "--jobs", "1");
        var worker = WorkerOf(program);
        while (!HasSpun(worker, TimeSpan.FromSeconds(3)) && !program.HasExited)
        {
            Thread.Sleep(50);
            worker.Dispose();
            worker = WorkerOf(program);
        }

        Assert.That(program.HasExited, Is.False);
        program.Kill();
        program.WaitForExit();
        Assert.That(worker.WaitForExit(TimeSpan.FromSeconds(60)), Is.True);
        worker.Dispose();
    }

    private string Explore(string isolation, string jobs) => _cli.Run(
        "run", "s", "--drivers", CliProcess.Models, "--explore", "each,persistent", "--isolation", isolation, "--jobs", jobs, "-o", isolation).Out;

    // The first worker only says which models there are, and is gone then.
    private static bool HasSpun(Process worker, TimeSpan time)
    {
        try
        {
            return worker.TotalProcessorTime >= time;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            return false;
        }
    }

    private static Process WorkerOf(Process program)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/proc/{program.Id}/task/");
        while (true)
        {
            Assert.That(program.HasExited, Is.False);
            var children = Directory.GetDirectories(path).Select(thread => File.ReadAllText(Path.Combine(thread, "children"))).ToList();
            if (children.Find(ids => ids.Length > 0) is { } some)
            {
                try
                {
                    var child = Process.GetProcessById(int.Parse(some.Split(' ')[0], CultureInfo.InvariantCulture));

                    // The program that gives a worker its own network becomes the worker; before the first one it is tried out.
                    if (child.ProcessName == "dotnet")
                    {
                        return child;
                    }
                }
                catch (Exception e) when (e is ArgumentException or InvalidOperationException)
                {
                    // It has ended between the two looks.
                    continue;
                }
            }

            Thread.Sleep(20);
        }
    }

    private static void CheckShape(string replay)
    {
        using var document = JsonDocument.Parse(replay);
        Assert.That(Shape("replay").Differences(document.RootElement), Is.Empty);
        Assert.That(Shape("results").Differences(document.RootElement.GetProperty("replays")[0].GetProperty("run")), Is.Empty);
    }

    private static JsonShape Shape(string name) =>
        new(JsonDocument.Parse(File.ReadAllText(Repository.Path("harness", "docs", "schemas", $"{name}.schema.json"))).RootElement);

    [GeneratedRegex(@"(?<=minimal: process/minimal/)\S+\.yaml")]
    private static partial Regex Minimal();

    [GeneratedRegex(@"vr\d+\.[A-Za-z0-9_-]+\.[0-9a-f]{8}")]
    private static partial Regex Token();
}
