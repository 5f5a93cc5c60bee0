using System.Diagnostics;

namespace Verifier.Tests.Tidy.Schedulers;

/// <summary>Every example for a scheduler can be taken as it is: its form is that of the scheduler, and its command is one of this program.</summary>
public sealed class SchedulersTests
{
    private const string Page = "harness/docs/SCHEDULERS.md";
    private const string Analyze = "/usr/bin/systemd-analyze";

    private static readonly IReadOnlyList<FencedBlock> s_blocks = FencedBlock.Of(Tree.Read(Page));

    [Test]
    public void Page_has_every_scheduler() => Assert.That(
        s_blocks.Select(b => (b.Language, Path.GetFileName(b.FileName))),
        Is.EqualTo(new[]
        {
            ("powershell", ""), ("powershell", ""), ("cron", ""), ("ini", "verifier-nightly.service"), ("ini", "verifier-nightly.timer"), ("yaml", "nightly.yml"),
            ("yaml", "azure-pipelines-nightly.yml"),
        }));

    [Test]
    public void Page_has_commands_that_the_command_line_knows()
    {
        foreach (var block in s_blocks.Where(b => !b.FileName.EndsWith(".timer", StringComparison.Ordinal)))
        {
            Assert.That(CommandLint.Find(block.Text), Is.Empty, block.Text);
            Assert.That(CommandLint.CommandsIn(block.Text).Select(c => c[0]), Has.All.EqualTo("nightly"), block.Text);
        }
    }

    [Test]
    public void Page_has_a_crontab() => Assert.That(CronLint.FindInLine(Only("cron").Text.TrimEnd('\n')), Is.Empty);

    [Test]
    public void Page_has_systemd_units() =>
        Assert.That(s_blocks.Where(b => b.Language == "ini").SelectMany(b => UnitLint.Find(b.FileName, b.Text)), Is.Empty);

    [Test]
    public void Page_has_a_workflow_of_GitHub() => Assert.That(GitHubLint.Find(Named("nightly.yml").Text), Is.Empty);

    [Test]
    public void Page_has_a_pipeline_of_Azure() => Assert.That(AzureLint.Find(Named("azure-pipelines-nightly.yml").Text), Is.Empty);

    // systemd itself has the last word where it is.
    [Test]
    public void Page_has_units_that_systemd_takes()
    {
        Assume.That(File.Exists(Analyze), "systemd is not on this machine");
        var folder = Directory.CreateTempSubdirectory("verifier-units-").FullName;
        try
        {
            var units = s_blocks.Where(b => b.Language == "ini").ToList();
            foreach (var unit in units)
            {
                // The machine of the tests has its dotnet elsewhere.
                var text = unit.Text.Replace("/usr/bin/dotnet", Environment.ProcessPath, StringComparison.Ordinal);
                File.WriteAllText(Path.Combine(folder, Path.GetFileName(unit.FileName)), text);
            }

            var start = new ProcessStartInfo(Analyze, ["verify", .. units.Select(u => $"./{Path.GetFileName(u.FileName)}")])
            {
                WorkingDirectory = folder,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            };
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var said = process.StandardError.ReadToEnd() + output.Result;
            process.WaitForExit();
            Assert.That(said.Split('\n').Where(line => line.Contains("verifier-nightly", StringComparison.Ordinal)), Is.Empty);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void Page_has_PowerShell_that_5_1_reads() =>
        Offence.AssertNone(s_blocks.Where(b => b.Language == "powershell").SelectMany(b => RunScriptTests.Find(new TreeFile(Page, b.Text))));

    [Test]
    public void Run_script_hands_all_arguments_and_the_exit_code_on()
    {
        var lines = Tree.Read("run.ps1").Lines.Select(line => line.Text.Trim()).ToList();
        Assert.That(lines, Has.One.EqualTo("& dotnet run --project $project -- @args"));
        Assert.That(lines.Last(line => line.Length > 0), Is.EqualTo("exit $LASTEXITCODE"));
    }

    [TestCase("dotnet run --project x/Verifier.Cli -- nightly --fail-on new > out.txt 2>&1", 0)]
    [TestCase(".\\run.ps1 nightly --budget-time 10min -o out", 0)]
    [TestCase("-Argument '-NoProfile -File run.ps1 nightly --class fast'", 0)]
    [TestCase("dotnet run --project x/Verifier.Cli -- nigthly", 1)]
    [TestCase("dotnet verifier nightly --fail-on old", 1)]
    [TestCase("dotnet verifier nightly --sometimes", 1)]
    [TestCase("echo nothing", 1)]
    public void Command(string text, int problems) => Assert.That(CommandLint.Find(text).Count(), problems == 0 ? Is.Zero : Is.GreaterThan(0));

    [TestCase("30 2 * * * nightly", true)]
    [TestCase("*/15 0-6 1,15 * 1-5 nightly", true)]
    [TestCase("60 2 * * * nightly", false)]
    [TestCase("30 24 * * * nightly", false)]
    [TestCase("30 2 0 * * nightly", false)]
    [TestCase("30 2 * 13 * nightly", false)]
    [TestCase("30 2 * * 7 nightly", false)]
    [TestCase("30 6-2 * * * nightly", false)]
    [TestCase("30 2 * * nightly", false)]
    [TestCase("30 2 * * * date +%F", false)]
    public void Crontab(string line, bool isGood) => Assert.That(CronLint.FindInLine(line).Any(), Is.Not.EqualTo(isGood));

    [TestCase("a.timer", "[Unit]\nDescription=x\n[Timer]\nOnCalendar=Mon..Fri *-*-* 02:30:00\n", true)]
    [TestCase("a.timer", "[Unit]\n[Timer]\nOnCalendar=*-*-* 25:30:00\n", false)]
    [TestCase("a.timer", "[Unit]\n[Timer]\nOnCalender=*-*-* 02:30:00\n", false)]
    [TestCase("a.timer", "[Unit]\n[Service]\nType=oneshot\n", false)]
    [TestCase("a.service", "[Unit]\n[Service]\nExecStart=dotnet run\n", false)]
    [TestCase("a.service", "[Service]\nType=oneshot\n", false)]
    [TestCase("a.service", "[Unit]\n[Services]\nType=oneshot\n", false)]
    public void Unit(string name, string text, bool isGood) => Assert.That(UnitLint.Find(name, text).Any(), Is.Not.EqualTo(isGood));

    [TestCase("    - cron: \"30 2 * * *\"", "    - cron: \"30 25 * * *\"", "is no hour")]
    [TestCase("    runs-on: ubuntu-latest\n", "", "'runs-on' is needed")]
    [TestCase("run: dotnet", "runs: dotnet", "'runs' is not known")]
    [TestCase("global-json-file:", "global-json:", "'global-json' is not known")]
    [TestCase("actions/checkout@v4", "actions/check-out@v4", "is no action")]
    [TestCase("          path: reports/history.db\n", "", "'path' is needed")]
    [TestCase("contents: read", "contents: reading", "neither read, write nor none")]
    [TestCase("on:\n", "when:\n", "'on' is needed")]
    [TestCase("jobs:\n", "jobs: {\n", "did not find")]
    [TestCase("name: nightly\n", "name: nightly\nname: nightly\n", "uplicate")]
    public void Workflow_of_GitHub_with_an_error_is_reported(string good, string bad, string problem) =>
        Assert.That(GitHubLint.Find(Once(Named("nightly.yml").Text, good, bad)), Has.Some.Contains(problem));

    [TestCase("  - cron: \"30 2 * * *\"", "  - cron: \"30 2 * *\"", "five are needed")]
    [TestCase("vmImage:", "vmimage:", "'vmimage' is not known")]
    [TestCase("- script: dotnet", "- scripts: dotnet", "is no kind of step")]
    [TestCase("UseDotNet@2", "UseDotnet@2", "is no task")]
    [TestCase("useGlobalJson:", "globalJson:", "'globalJson' is not known")]
    [TestCase("          testResultsFormat: JUnit\n", "", "'testResultsFormat' is needed")]
    [TestCase("      include: [main]\n", "      including: [main]\n", "'include' is needed")]
    [TestCase("jobs:\n", "job:\n", "'jobs' is needed")]
    public void Pipeline_of_Azure_with_an_error_is_reported(string good, string bad, string problem) =>
        Assert.That(AzureLint.Find(Once(Named("azure-pipelines-nightly.yml").Text, good, bad)), Has.Some.Contains(problem));

    private static FencedBlock Only(string language) => s_blocks.Single(b => b.Language == language);

    private static FencedBlock Named(string name) => s_blocks.Single(b => Path.GetFileName(b.FileName) == name);

    private static string Once(string text, string good, string bad)
    {
        var at = text.IndexOf(good, StringComparison.Ordinal);
        Assert.That(at, Is.Not.Negative, "the example has changed");
        return string.Concat(text.AsSpan(0, at), bad, text.AsSpan(at + good.Length));
    }
}
