using System.Diagnostics;

namespace Verifier.Acceptance.Cli;

/// <summary>A system that refuses what the program needs ends it with one sentence and exit code 74, and what can be kept is kept.</summary>
[Platform("Linux")]
public sealed class SystemRefusesTests
{
    private const int SystemRefuses = 74;
    private const string Unwritten = @"^error: stdout cannot be written \([^\n]+\); what was printed is incomplete: give the command another stdout$";
    private CliProcess _cli = null!;

    [OneTimeSetUp]
    public void Make_a_folder()
    {
        _cli = new CliProcess();
        _cli.WriteScenario("sound", "sound");
    }

    [OneTimeTearDown]
    public void Drop_the_folder() => _cli.Dispose();

    private static readonly string[] s_verbs =
    [
        "run s --drivers MODELS -o o", "run s --drivers MODELS --explore each -o e", "run s --drivers MODELS --what-if", "nightly s --drivers MODELS -o n --db n.db",
        "report --db night.db -o r", "replay results.ndjson --drivers MODELS", "analyze TOKEN --drivers MODELS", "list drivers", "list ddis", "list scenarios s", "list profiles", "lint s",
        "explain 0xC4", "schema", "doctor", "completion bash", "help", "help exit-codes", "--help", "--version",
    ];

    [TestCaseSource(nameof(s_verbs))]
    public void Stdout_on_a_full_disk_is_one_sentence_of_every_verb(string verb) => CheckUnwritten(verb, ">/dev/full");

    [TestCase("list ddis", ">&-")]
    [TestCase("list ddis --format json", ">&-")]
    [TestCase("run s --drivers MODELS -o o --format json", ">&-")]
    [TestCase("run s --drivers MODELS -o o --format json", ">/dev/full")]
    [TestCase("list ddis", "| (exec <&-; sleep 0)")]
    [TestCase("lint s --format json", "| (exec <&-; sleep 0)")]
    [TestCase("run s --drivers MODELS -o o", "| (exec <&-; sleep 0)")]
    public void Stdout_that_is_closed_or_has_no_reader_is_one_sentence(string verb, string way) => CheckUnwritten(verb, way);

    [TestCase("run s --drivers MODELS -o o", "2>/dev/full", 0)]
    [TestCase("run s --drivers MODELS --explore each -o e -v diagnostic", "2>&-", 0)]
    [TestCase("nightly s --drivers MODELS -o n --db n2.db --format json", "2>/dev/full", 0)]
    [TestCase("lint s", "2>&-", 0)]
    public void Stderr_that_cannot_be_written_changes_no_exit_code(string verb, string way, int code) =>
        Assert.That(Shell($"\"$@\" {way}; echo $? >code", verb).Code, Is.EqualTo(code));

    [TestCase("bogus", "2>/dev/full", 1)]
    [TestCase("run nowhere", "2>&-", 1)]
    [TestCase("bogus", ">/dev/full 2>/dev/full", 1)]
    [TestCase("list ddis", ">/dev/full 2>/dev/full", SystemRefuses)]
    [TestCase("list ddis", ">&- 2>&-", SystemRefuses)]
    public void Error_that_cannot_be_shown_has_its_exit_code(string verb, string way, int code) =>
        Assert.That(Shell($"\"$@\" {way}; echo $? >code", verb).Code, Is.EqualTo(code));

    [Test]
    public void Results_are_kept_when_stdout_cannot_be_written()
    {
        Shell("\"$@\" >/dev/full; echo $? >code", "run s --drivers MODELS -o kept");
        Assert.That(_cli.Read("kept/results.ndjson"), Does.Contain("\"verdict\":\"pass\""));
    }

    [TestCase("list profiles")]
    [TestCase("run s --drivers MODELS -o o")]
    [TestCase("doctor")]
    public void Too_few_open_files_are_one_sentence(string verb)
    {
        var (code, error) = Shell("ulimit -n 64; \"$@\"; echo $? >code", verb);
        Assert.That((code, error), Is.EqualTo((SystemRefuses, "error: this process may open only 64 files, and needs 256; raise the limit, as with: ulimit -n 1024\n")));
    }

    [TestCase("/nowhere", "there is no such folder")]
    [TestCase("/proc", "")]
    public void Temporary_folder_that_cannot_be_written_is_one_sentence(string folder, string why)
    {
        var (code, error) = Shell($"export TMPDIR={folder}; \"$@\"; echo $? >code", "run s --drivers MODELS -o o");
        Assert.That(code, Is.EqualTo(SystemRefuses));
        Assert.That(error, Does.Match($@"^error: a worker process cannot be started: the temporary folder {folder}/ cannot be written \({why}[^\n]*\); set TMPDIR to a folder that can; [^\n]*\n$"));
    }

    [Test]
    public void Killed_program_leaves_nothing_that_the_next_does_not_take_away()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_cli.Folder, "tmp")).FullName;
        using var cli = new CliProcess { Environment = { ["TMPDIR"] = folder } };
        cli.WriteScenario("nap", "napper", "explore: { how: random, repeats: 100000 }\n");
        using (var process = cli.Start("run", "s", "--drivers", CliProcess.Models, "-o", "o"))
        {
            while (!File.Exists(Path.Combine(cli.Folder, "o/campaign.ndjson")) && !process.HasExited)
            {
                Thread.Sleep(10);
            }

            process.Kill();
            process.WaitForExit();
        }

        Assert.That(Directory.GetFiles(folder), Is.Not.Empty);
        Assert.That(cli.Run("list", "drivers", "--drivers", CliProcess.Models).Code, Is.Zero);
        Assert.That(Directory.GetFileSystemEntries(folder), Is.Empty);
    }

    private void CheckUnwritten(string verb, string way)
    {
        var (code, error) = Shell($"{{ \"$@\"; echo $? >&3; }} 3>code {way}", verb);
        Assert.That(code, Is.EqualTo(SystemRefuses), error);
        Assert.That(error.TrimEnd('\n').Split('\n')[^1], Does.Match(Unwritten));
        Assert.That(error, Does.Not.Contain("   at "), "no stack");
    }

    private (int Code, string Error) Shell(string script, string verb)
    {
        if (verb.Contains("night.db", StringComparison.Ordinal) && !File.Exists(Path.Combine(_cli.Folder, "night.db")))
        {
            _cli.Run("nightly", "s", "--drivers", CliProcess.Models, "-o", "n0", "--db", "night.db");
        }

        if (!File.Exists(Path.Combine(_cli.Folder, "results.ndjson")))
        {
            _cli.Run("run", "s", "--drivers", CliProcess.Models, "-o", ".");
        }

        var token = System.Text.RegularExpressions.Regex.Match(_cli.Read("results.ndjson"), @"vr3\.[A-Za-z0-9_-]+\.[0-9a-f]+").Value;
        var words = verb.Replace("MODELS", CliProcess.Models, StringComparison.Ordinal).Replace("TOKEN", token, StringComparison.Ordinal).Split(' ');
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", script, "bash", "dotnet", CliProcess.Program, .. words])
        {
            WorkingDirectory = _cli.Folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEnd();
        output.Wait();
        process.WaitForExit();
        return (int.Parse(_cli.Read("code"), System.Globalization.CultureInfo.InvariantCulture), error);
    }
}
