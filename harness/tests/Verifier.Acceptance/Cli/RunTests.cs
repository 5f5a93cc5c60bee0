using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.Json;

namespace Verifier.Acceptance.Cli;

/// <summary>The command line from end to end: exit codes, what goes to which stream, the results, and the bytes.</summary>
public sealed class RunTests
{
    // The first is over then, whatever becomes of the one that is interrupted.
    private const int BegunRuns = 3;

    private const string Fault = "faults:\n  - fail: pool\n    when: { nth: 1 }\n";
    private CliProcess _cli = null!;

    [SetUp]
    public void Make_a_folder() => _cli = new CliProcess();

    [TearDown]
    public void Drop_the_folder() => _cli.Dispose();

    [Test]
    public void Run_sound_driver_passes()
    {
        _cli.WriteScenario("plain", "sound");
        _cli.WriteScenario("fault", "sound", Fault);
        var (code, output, error) = Run("s");
        Assert.That(code, Is.Zero, output + error);
        Assert.That(output, Does.EndWith("\n2 runs: 2 pass\n"));
        Assert.That(error, Does.EndWith("results: reports/latest/results.ndjson\n"));
    }

    [Test]
    public void Run_driver_that_leaks_by_itself_is_exit_code_4()
    {
        _cli.WriteScenario("plain", "careless");
        var (code, output, error) = Run("s");
        Assert.That(code, Is.EqualTo(4), output + error);
        Assert.That(output, Does.Contain("broken: plain with careless (s/plain.yaml)\n"));
    }

    [Test]
    public void Run_planted_defect_passes_when_it_is_expected_and_replays_by_its_token()
    {
        _cli.WriteScenario("forgets", "careless", "expect:\n  - { driver: careless, finding: leak, ddi: ExAllocatePoolWithTag }\n");
        var (code, output, error) = Run("s/forgets.yaml");
        Assert.That(code, Is.Zero, output + error);
        Assert.That(output, Does.EndWith("\n1 run: 1 finding\n"));

        using var line = JsonDocument.Parse(_cli.Read("reports/latest/results.ndjson"));
        var token = line.RootElement.GetProperty("token").GetString()!;
        var replay = _cli.Run("replay", "--drivers", CliProcess.Models, token);
        Assert.That(replay.Code, Is.Zero, replay.Out + replay.Error);
        Assert.That(replay.Out, Does.StartWith("same: forgets with careless, trace ").And.EndWith("\n1 replay: 1 same, 0 diverged\n"));

        var all = _cli.Run("replay", "--drivers", CliProcess.Models, "reports/latest/results.ndjson", "--trace", "--format", "json");
        using var document = JsonDocument.Parse(all.Out);
        Assert.That(document.RootElement.GetProperty("replays")[0].GetProperty("trace").GetArrayLength(), Is.GreaterThan(4));
    }

    [Test]
    public void Replay_of_a_script_that_changed_is_exit_code_5()
    {
        _cli.WriteScenario("plain", "sound");
        Run("s");
        _cli.WriteScenario("plain", "sound", Fault);
        var (code, output, _) = _cli.Run("replay", "--drivers", CliProcess.Models, "reports/latest/results.ndjson");
        Assert.That(code, Is.EqualTo(5));
        Assert.That(output, Does.Contain("diverged: plain with sound").And.Contain("has changed since the token was made"));
    }

    [Test]
    public void Run_gives_the_same_bytes_under_any_number_of_jobs()
    {
        for (var i = 0; i < 20; i++)
        {
            _cli.WriteScenario($"s{i}", i % 3 == 0 ? "careless" : "sound", i % 2 == 0 ? Fault : string.Empty);
        }

        var one = Run("s", "--jobs", "1", "-o", "one");
        var two = Run("s", "--jobs", "2", "-o", "two");
        Assert.That(two.Out, Is.EqualTo(one.Out));
        Assert.That(two.Code, Is.EqualTo(one.Code));
        Assert.That(_cli.Read("two/results.ndjson"), Is.EqualTo(_cli.Read("one/results.ndjson")));
        Assert.That(Run("s", "--format", "json", "--jobs", "2").Out, Is.EqualTo(Run("s", "--format", "json", "--jobs", "1").Out));
    }

    [Test]
    public void Run_error_goes_to_stderr_and_stdout_stays_empty()
    {
        var (code, output, error) = Run("nowhere");
        Assert.That(code, Is.EqualTo(1));
        Assert.That(output, Is.Empty);
        Assert.That(error, Is.EqualTo("error: nowhere does not exist; name a scenario script (.yaml) or a folder of scripts\n"));
    }

    [Test]
    public void Run_forced_colours_are_written_and_refused_ones_are_not()
    {
        _cli.WriteScenario("plain", "sound");
        _cli.Environment["FORCE_COLOR"] = "1";
        Assert.That(Run("s").Out, Does.Contain("\u001b[32mpass\u001b[0m"));
        _cli.Environment["NO_COLOR"] = "1";
        Assert.That(Run("s").Out, Does.Not.Contain("\u001b"));
    }

    [Test]
    public void Run_log_file_gets_every_run_as_a_line_of_json()
    {
        _cli.WriteScenario("plain", "sound");
        Run("s", "--log-file", "log/run.clef");
        var lines = _cli.Read("log/run.clef").TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.That(lines.Select(line => line.GetProperty("Driver").GetString()), Is.EqualTo(new[] { "sound" }));
    }

    [TestCase("INT", 130)]
    [TestCase("TERM", 143)]
    [TestCase("HUP", 129)]
    [Platform(Exclude = "Win")]
    public void Run_interrupted_saves_whole_lines_and_says_how_to_go_on(string signal, int expected)
    {
        for (var i = 0; i < 400; i++)
        {
            _cli.WriteScenario($"s{i}", "sleeper");
        }

        var begun = Path.Combine(_cli.Folder, "begun");
        _cli.Environment[SleeperModel.BegunVariable] = begun;
        using var process = _cli.Start("run", "s", "--drivers", CliProcess.Models, "--jobs", "1");
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        while ((!File.Exists(begun) || new FileInfo(begun).Length < BegunRuns) && !process.HasExited)
        {
            Thread.Sleep(10);
        }

        Process.Start("kill", [$"-{signal}", $"{process.Id}"]).WaitForExit();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.EqualTo(expected), error.Result);
        Assert.That(error.Result, Does.Match(@"interrupted: \d+ of 400 runs saved in reports/latest/results\.ndjson; give the same command again"));
        var lines = _cli.Read("reports/latest/results.ndjson").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines, Has.Length.InRange(1, 399));
        Assert.That(output.Result, Does.Contain($"\n{lines.Length} run"));
        Assert.That(() => lines.Select(line => JsonDocument.Parse(line)).ToList(), Throws.Nothing);
    }

    [Test]
    public void Doctor_finds_what_this_version_needs()
    {
        var (code, output, _) = _cli.Run("doctor");
        Assert.That(code, Is.EqualTo(output.Contains("\nmissing ", StringComparison.Ordinal) ? 1 : 0), output);
        Assert.That(output, Does.Match(@"(?m)^ok +memory of a machine +2048 MiB reserved at 0x[0-9A-F]+$"));
    }

    [Test]
    [Platform(Exclude = "Win")]
    [UnsupportedOSPlatform("windows")]
    public void Completion_for_bash_completes_a_verb()
    {
        // bash's own words for a line being completed; the function calls the program that the first word names.
        var program = Path.Combine(_cli.Folder, "dotnet-verifier");
        File.WriteAllText(program, $"#!/bin/sh\nexec dotnet \"{CliProcess.Program}\" \"$@\"\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.WriteAllText(Path.Combine(_cli.Folder, "c.bash"), _cli.Run("completion", "bash").Out);
        const string test = "source ./c.bash; COMP_LINE='./dotnet-verifier re'; COMP_POINT=20; COMP_WORDS=(./dotnet-verifier re); COMP_CWORD=1; "
            + "_dotnet_verifier ./dotnet-verifier; printf '%s\\n' \"${COMPREPLY[@]}\"";
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", test]) { WorkingDirectory = _cli.Folder, RedirectStandardOutput = true })!;
        Assert.That(bash.StandardOutput.ReadToEnd(), Is.EqualTo("replay\nreport\n"));
    }

    private (int Code, string Out, string Error) Run(params string[] arguments) => _cli.Run(["run", "--drivers", CliProcess.Models, .. arguments]);
}
