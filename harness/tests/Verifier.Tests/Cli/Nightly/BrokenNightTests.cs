using System.Text.Json;
using Microsoft.Data.Sqlite;
using Moq;
using Verifier.Cli.Host;
using Verifier.Engine.Exploration;
using Verifier.History;
using Verifier.Tests.Cli.Host;
using Verifier.Workers.Running;

namespace Verifier.Tests.Cli.Nightly;

/// <summary>
/// A night whose surroundings are broken, before it begins or while it runs: the first line says so, on stdout and on stderr, and the exit code is
/// never that of a green night.
/// </summary>
public sealed class BrokenNightTests : NightFixture
{
    private static readonly string[] s_ended = ["ended", "unfinished"];

    [SetUp]
    public void Make_a_driver()
    {
        Build("mended", isFlawed: false);
        Sandbox.Write("file", "this is no database");
        Directory.CreateDirectory(Path.Combine(Sandbox.Folder, "empty"));
    }

    private protected override CliSandbox NewSandbox() => new() { Clock = new ManualClock(), HistoryPatience = TimeSpan.FromMilliseconds(1) };

    [TestCase("the results folder file cannot be written", "nightly", "s", "-o", "file")]
    [TestCase("the results folder file/below cannot be written", "nightly", "s", "-o", "file/below")]
    [TestCase("is damaged, or no history file", "nightly", "s", "--db", "file")]
    [TestCase("the history cannot be used", "nightly", "s", "--db", "file/below/history.db")]
    [TestCase("cannot be opened", "nightly", "s", "--db", "empty")]
    [TestCase("nowhere does not exist", "nightly", "nowhere")]
    [TestCase("empty holds no scenario script", "nightly", "empty")]
    [TestCase("nowhere.dll does not exist", "nightly", "s", "--drivers", "nowhere.dll")]
    [TestCase("file is no .NET assembly", "nightly", "s", "--drivers", "file")]
    public void What_is_not_there_is_said_first_and_is_exit_code_3(string problem, params string[] command)
    {
        var night = Sandbox.Run(command.Contains("--drivers") ? command : [.. command, "--drivers", "mended.dll"]);
        CheckNotDone(night, ExitCode.Inconclusive, problem);
        Assert.That(Sandbox.Read("file"), Is.EqualTo("this is no database"));
    }

    [Test]
    public void Json_says_it_too()
    {
        var night = Night("mended", "fast", "--db", "file");
        using var document = JsonDocument.Parse(night.Out);
        Assert.That(document.RootElement.GetProperty("exitCode").GetInt32(), Is.EqualTo(3));
        Assert.That(document.RootElement.GetProperty("problem").GetString(), Does.Contain("damaged, or no history file"));
    }

    [Test]
    public void History_of_a_later_version_is_refused()
    {
        Night("mended", "fast");
        Execute("reports/history.db", $"PRAGMA user_version = {HistoryStore.SchemaVersion + 1}");
        CheckNotDone(Sandbox.Run("nightly", "s", "--drivers", "mended.dll"), ExitCode.Inconclusive, "A later version of the harness wrote the history file");
    }

    [Test]
    public void History_that_is_locked_for_ever_is_given_up()
    {
        Night("mended", "fast");
        using var other = Connect("reports/history.db");
        using var command = other.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        CheckNotDone(Sandbox.Run("nightly", "s", "--drivers", "mended.dll"), ExitCode.Inconclusive, "Another program is writing to the history file");
    }

    [Test]
    [Platform("Linux")]
    public void Full_disk_is_said()
    {
        var night = Sandbox.Run("nightly", "s", "--drivers", "mended.dll", "--db", "/dev/full");
        CheckNotDone(night, ExitCode.Inconclusive, "The history file /dev/full cannot be written: the disk is full, or fails");
    }

    [TestCase("s/fast/torn.yaml", "scenario: [", "s/fast/torn.yaml(1,")]
    [TestCase("s/fast/odd.yaml", "scenario: odd\ndrivers: [\"*\"]\nworkload: [fly]\n", "s/fast/odd.yaml(3,")]
    public void Script_with_an_error_among_good_ones_keeps_all_from_running(string path, string script, string place)
    {
        Sandbox.Write(path, script);
        var night = Sandbox.Run("nightly", "s", "--drivers", "mended.dll");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(night.Code, Is.EqualTo(ExitCode.Usage));
            Assert.That(night.Out, Does.StartWith($"no night: NOT DONE. {place}"));
            Assert.That(night.Error, Does.StartWith(place));
            Assert.That(Sandbox.Run("list", "nights").Out.Split('\n'), Has.Length.EqualTo(2), "no night was begun");
        }
    }

    // Either's results would stand for both.
    [Test]
    public void Two_scenarios_of_one_name_keep_all_from_running()
    {
        WriteScript("slow", "loads", "not the one in fast\n");
        var night = Sandbox.Run("nightly", "s", "--drivers", "mended.dll");
        Assert.That(night.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(night.Error, Does.StartWith("s/slow/loads.yaml(1,1): error: the scenario is called 'loads' as that of s/fast/loads.yaml is"));
    }

    [Test]
    public void Night_that_is_to_be_compared_with_nothing_there_is_does_not_begin()
    {
        CheckNotDone(Sandbox.Run("nightly", "s", "--drivers", "mended.dll", "--since", "7"), ExitCode.Usage, "has no night 7");
        Assert.That(Sandbox.Run("list", "nights").Out.Split('\n'), Has.Length.EqualTo(2), "no night was begun");
    }

    // The journal is not needed before all scripts have run as they are: that is too late to hear of it.
    [Test]
    public void Night_that_is_to_resume_another_exploration_does_not_begin()
    {
        Night("mended", "fast");
        Build("flawed", isFlawed: true);
        CheckNotDone(
            Sandbox.Run("nightly", "s", "--class", "fast", "--drivers", "flawed.dll", "--resume"),
            ExitCode.Inconclusive,
            "reports/nightly/campaign.ndjson is the journal of another exploration: the driver nightling was built again; ");
        Assert.That(Sandbox.Run("list", "nights").Out.Split('\n'), Has.Length.EqualTo(3), "no second night was begun");
    }

    [Test]
    public void History_that_breaks_in_the_night_ends_it_and_is_said_first()
    {
        Sandbox.NewCaseRunner = () => Runner(() => Execute("reports/history.db", "DROP TABLE advice; DROP TABLE sites"));
        var night = Sandbox.Run("nightly", "s", "--drivers", "mended.dll", "--jobs", "1");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(night.Code, Is.EqualTo(ExitCode.Inconclusive));
            Assert.That(night.Out, Does.StartWith("night 1: NOT FINISHED. the history cannot be used: "));
            Assert.That(Sandbox.Read("reports/nightly/results.ndjson").Split('\n', StringSplitOptions.RemoveEmptyEntries), Has.Length.EqualTo(2), "both runs");
            Assert.That(night.Error, Does.StartWith("error: the history cannot be used: "));
        }
    }

    [TestCase("results.ndjson")]
    [TestCase("report.html")]
    public void File_that_cannot_be_written_costs_the_trust_and_not_the_night(string name)
    {
        Directory.CreateDirectory(Path.Combine(Sandbox.Folder, "o", name));
        var night = Sandbox.Run("nightly", "s", "--drivers", "mended.dll", "-o", "o");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(night.Code, Is.EqualTo(ExitCode.Inconclusive));
            Assert.That(night.Out, Does.StartWith("night 1: NOT TRUSTED. ").And.Contains("could not be written").And.Contains("\nnew: 0\n"));
            Assert.That(Sandbox.Run("list", "nights").Out, Does.Contain(" ended "));
        }
    }

    // A user who opens the page in the morning must not see that of the night before.
    [TestCase("--db", "file")]
    [TestCase("--since", "7")]
    [TestCase("--drivers", "nowhere.dll")]
    public void Night_that_is_not_done_leaves_no_report_and_no_results_of_another_one(params string[] broken)
    {
        Night("mended", "fast");
        var page = Path.Combine(Sandbox.Folder, "reports/nightly/report.html");
        Assert.That(page, Does.Exist);
        Sandbox.Run(["nightly", "s", .. broken]);
        Assert.That(Directory.GetFiles(Path.GetDirectoryName(page)!).Select(Path.GetFileName), Is.EquivalentTo(new[] { ".verifier-output", "campaign.ndjson" }), "the journal is for --resume");
    }

    [Test]
    public void Interrupted_night_says_so_first_and_stays_unfinished()
    {
        Night("mended", "fast");
        Sandbox.NewCaseRunner = () => Runner(() => Sandbox.Interruption.Come(ExitCode.Terminated));
        var night = Sandbox.Run("nightly", "s", "--drivers", "mended.dll", "--jobs", "1");
        using var history = HistoryStore.Open(Path.Combine(Sandbox.Folder, "reports/history.db"), new HistoryOptions { IsReadOnly = true });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(night.Code, Is.EqualTo(ExitCode.Terminated));
            Assert.That(night.Out, Does.StartWith("night 2: NOT FINISHED. It was interrupted."));
            Assert.That(history.ListNights().Select(n => n.Night.State), Is.EqualTo(new[] { NightState.Begun, NightState.Ended }));
            Assert.That(history.ReadNight(2).Targets.Select(t => t.Mode), Does.Contain(TargetMode.Run), "what was done is kept");
            Assert.That(s_ended, Has.All.Matches<string>(state => Sandbox.Run("list", "nights").Out.Contains($" {state} ", StringComparison.Ordinal)));
        }
    }

    [Test]
    public void Report_is_of_the_last_night_that_ended_and_names_those_that_did_not()
    {
        Night("mended", "fast");
        using (var history = HistoryStore.Open(Path.Combine(Sandbox.Folder, "reports/history.db")))
        {
            history.BeginNight(new NightStart(DateTimeOffset.UnixEpoch, "0.1.0", "library"));
        }

        var report = Sandbox.Run("report", "--drivers", "mended.dll", "-o", "o");
        var unfinished = Sandbox.Run("report", "--drivers", "mended.dll", "-o", "u", "--night", "2");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Error, Does.StartWith("warning: night 2 did not come to its end"));
            Assert.That(Sandbox.Read("o/summary.md"), Does.Not.Contain("did not come to its end"));
            Assert.That(unfinished.Error, Is.Empty);
            Assert.That(Sandbox.Read("u/summary.md"), Does.Contain("did not come to its end"));
        }
    }

    private static void CheckNotDone(CliOutcome night, ExitCode code, string problem)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(night.Code, Is.EqualTo(code));
            Assert.That(night.Out.Split('\n')[0], Does.StartWith("no night: NOT DONE. ").And.Contains(problem));
            Assert.That(night.Error.Split('\n')[0], Does.StartWith("error: ").And.Contains(problem));
        }
    }

    // Explores as ever, but something happens first.
    private static ICaseRunner Runner(Action happens)
    {
        var real = new EngineCaseRunner(log: null);
        var runner = new Mock<ICaseRunner>();
        runner.Setup(r => r.Record(It.IsAny<ExplorationTarget>(), It.IsAny<CancellationToken>()))
            .Returns((ExplorationTarget target, CancellationToken stop) => real.Record(target, stop));
        runner
            .Setup(r => r.Try(
                It.IsAny<ExplorationTarget>(), It.IsAny<IReadOnlyList<ExploredCase>>(), It.IsAny<Action<CaseResult>>(), It.IsAny<CancellationToken>()))
            .Callback((ExplorationTarget target, IReadOnlyList<ExploredCase> cases, Action<CaseResult> accept, CancellationToken stop) =>
            {
                happens();
                real.Try(target, cases, accept, stop);
            });
        runner.Setup(r => r.Dispose()).Callback(real.Dispose);
        return runner.Object;
    }

    private SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(Sandbox.Folder, path)};Pooling=False");
        connection.Open();
        return connection;
    }

    private void Execute(string path, string sql)
    {
        using var connection = Connect(path);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
