using System.Text.Json;
using System.Text.RegularExpressions;
using Moq;
using Verifier.Cli.Host;
using Verifier.Cli.Results;
using Verifier.Cli.Running;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Tests.Cli.Results;
using Verifier.Workers;
using Verifier.Workers.Running;

namespace Verifier.Tests.Cli.Exploring;

/// <summary><c>run --explore</c> from the command line to its output, with the real engine.</summary>
public sealed class ExploreRunTests
{
    private const string Results = "reports/latest/results.ndjson";
    private const string Journal = "reports/latest/campaign.ndjson";
    private CliSandbox _sandbox = null!;

    [SetUp]
    public void Make_drivers_and_a_script()
    {
        _sandbox = new CliSandbox();
        SampleModels.Compile(Path.Combine(_sandbox.Folder, "My.dll"));
        Write("s/plain.yaml", "*");
    }

    [TearDown]
    public void Drop_the_sandbox() => _sandbox.Dispose();

    [Test]
    public void Explore_careful_driver_is_quiet_and_complete()
    {
        var outcome = Run("s", "--driver", SampleModels.Careful, "--explore", "all");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Ok), outcome.Out);
        Assert.That(LastLine(outcome), Does.StartWith(
            "complete: 1 campaign (1 pass), 2 fault points seen, 2 failed once, 2 failed persistently, 0 of 0 second faults failed, 100 random runs, "));
        Assert.That(LastLine(outcome), Does.EndWith(" 0 excluded, 0 out of budget, 0 inconclusive, 0 findings (0 unexpected)"));
        Assert.That(outcome.Error, Is.EqualTo($"results: {Results}\n"));
    }

    [Test]
    public void Explore_forgetful_driver_finds_its_leak_once_and_its_token_replays()
    {
        var outcome = Run("s", "--driver", SampleModels.Forgetful, "--explore", "each,persistent");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Unexpected), outcome.Out);
        Assert.That(outcome.Out, Does.StartWith("surprise: plain with forgetful (s/plain.yaml)\n  explored: each, persistent\n"));
        Assert.That(outcome.Out, Does.Match(@"\n  unexpected \S+ in \d runs?, fingerprint [0-9a-f]+\n"));
        Assert.That(LastLine(outcome), Does.StartWith("complete: 1 campaign (1 surprise), ").And.EndWith(" (1 unexpected)"));

        var token = Regex.Match(outcome.Out, @"replay: dotnet verifier replay --drivers My\.dll (\S+)").Groups[1].Value;
        var replay = _sandbox.Run("replay", "--drivers", "My.dll", token);
        Assert.That(replay.Out, Does.StartWith("same: plain with forgetful"));
    }

    [Test]
    public void Explore_driver_that_fails_by_itself_is_exit_code_4()
    {
        var outcome = Run("s", "--driver", SampleModels.Broken, "--explore", "each");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.FailsWithoutFault), outcome.Out);
        Assert.That(outcome.Out, Does.Contain(" in the golden run").And.Contain("broken: plain with broken"));
    }

    [Test]
    public void Explore_driver_that_Driver_Verifier_stops_without_a_fault_says_so_and_explores_all_the_same()
    {
        Write("v/verified.yaml", SampleModels.Broken, "verifier: standard\n");
        var outcome = Run("v", "--explore", "each");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.FailsWithoutFault), outcome.Out);
        Assert.That(outcome.Out, Does.Contain("unexpected bugcheck in the golden run"));
        Assert.That(outcome.Out, Does.Contain("the machine stopped in the golden run with pool-tracking, so everything else was run without it"));
        Assert.That(LastLine(outcome), Does.StartWith("complete: 1 campaign (1 broken), 2 fault points seen, 2 failed once, "));

        var token = Regex.Match(outcome.Out, @"replay: dotnet verifier replay --drivers My\.dll (\S+)").Groups[1].Value;
        Assert.That(_sandbox.Run("replay", "--drivers", "My.dll", token).Out, Does.StartWith("same: verified with broken"));
    }

    [Test]
    public void Explore_in_a_script_comes_on_top_of_its_faults_and_finds_what_it_expects()
    {
        Write("e/own.yaml", SampleModels.Forgetful, "explore: each\nexpect:\n  - { finding: leak }\n");
        var outcome = Run("e");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Ok), outcome.Out);
        Assert.That(outcome.Out, Does.StartWith("finding: own with forgetful"));
        Assert.That(LastLine(outcome), Does.EndWith("1 finding (0 unexpected)"));
    }

    [Test]
    public void Explore_that_misses_what_the_script_expects_is_a_surprise_when_whole_and_inconclusive_when_not()
    {
        Write("e/own.yaml", SampleModels.Forgetful, "explore: each\nexpect:\n  - { finding: hang }\n  - { finding: leak }\n");
        var whole = Run("e");
        Assert.That(whole.Code, Is.EqualTo(ExitCode.Unexpected));
        Assert.That(whole.Out, Does.Contain("\n  expected a finding \"hang\", found 0\n"));

        var part = Run("e", "--budget-runs", "1");
        Assert.That(part.Code, Is.EqualTo(ExitCode.Inconclusive), part.Out);
        Assert.That(part.Out, Does.Contain("not all was explored, and expected a finding \"hang\", found 0"));
        Assert.That(LastLine(part), Does.StartWith("incomplete: 1 campaign (1 inconclusive), ").And.Contain(" 1 out of budget, "));
    }

    [Test]
    public void Explore_whose_runs_do_not_end_as_the_script_expects_says_in_which_and_how_to_replay_it()
    {
        Write("e/own.yaml", SampleModels.Careful, "explore: each\nexpect:\n  - { outcome: absorbed }\n");
        var outcome = Run("e");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Unexpected), outcome.Out);
        var shown = Regex.Match(outcome.Out, @"\n  expected every fault to be absorbed, but load #1 returned STATUS_INSUFFICIENT_RESOURCES \(each f1 and 1 more\)\n    replay: \S+ \S+ \S+ --drivers My\.dll (\S+)\n\n");
        Assert.That(shown.Success, outcome.Out);
        Assert.That(_sandbox.Run("replay", "--drivers", "My.dll", shown.Groups[1].Value).Out, Does.StartWith("same: own with careful"));
        Assert.That(Run("e", "--resume").Out, Is.EqualTo(outcome.Out));
    }

    [Test]
    public void Explore_gives_the_same_bytes_under_any_number_of_jobs_and_within_a_budget()
    {
        var one = Run("s", "--explore", "all", "--budget-runs", "37", "--jobs", "1", "-o", "o1");
        var many = Run("s", "--explore", "all", "--budget-runs", "37", "--jobs", "5", "-o", "o2");
        Assert.That(many.Out, Is.EqualTo(one.Out.Replace(" o1/", " o2/", StringComparison.Ordinal)));
        Assert.That(many.Code, Is.EqualTo(one.Code));
        Assert.That(_sandbox.Read("o2/results.ndjson"), Is.EqualTo(_sandbox.Read("o1/results.ndjson")));
        Assert.That(Keys("o1/campaign.ndjson"), Has.Count.EqualTo(3 * 37));
    }

    [Test]
    public void Shards_share_all_cases_between_them()
    {
        Run("s", "--driver", SampleModels.Careful, "--explore", "all", "-o", "whole");
        var parts = Enumerable.Range(1, 3).SelectMany(i =>
        {
            var outcome = Run("s", "--driver", SampleModels.Careful, "--explore", "all", "--shard", $"{i}/3", "-o", $"o{i}");
            Assert.That(outcome.Code, Is.EqualTo(ExitCode.Ok), outcome.Out);
            Assert.That(outcome.Out, Does.Contain($"explored: all, shard {i}/3\n"));
            return Keys($"o{i}/campaign.ndjson");
        }).ToList();
        Assert.That(parts, Is.EquivalentTo(Keys("whole/campaign.ndjson")));
        Assert.That(parts, Is.Unique);
    }

    [Test]
    public void Merge_of_all_shards_gives_the_bytes_of_a_whole_run_and_runs_nothing_again()
    {
        var whole = Run("s", "--driver", SampleModels.Careful, "--explore", "all");
        var results = _sandbox.Read(Results);
        for (var i = 1; i <= 3; i++)
        {
            Run("s", "--driver", SampleModels.Careful, "--explore", "all", "--shard", $"{i}/3", "-o", $"part{i}");
        }

        _sandbox.NewCaseRunner = () => OnlyRecording().Object;
        var merged = Run("s", "--driver", SampleModels.Careful, "--explore", "all", "--merge", "part3", "--merge", "part1/campaign.ndjson", "--merge", "part2");
        Assert.That((merged.Code, merged.Out), Is.EqualTo((whole.Code, whole.Out)));
        Assert.That(_sandbox.Read(Results), Is.EqualTo(results));
        Assert.That(merged.Error, Does.Match("^merged: \\d+ results taken from part3, part1/campaign.ndjson, part2\n"));
        Assert.That(Run("s", "--driver", SampleModels.Careful, "--explore", "all", "--resume").Out, Is.EqualTo(whole.Out));
    }

    [Test]
    public void Merge_without_one_of_the_shards_runs_what_is_missing()
    {
        var whole = Run("s", "--explore", "each,persistent");
        Run("s", "--explore", "each,persistent", "--shard", "1/2", "-o", "part1");
        var merged = Run("s", "--explore", "each,persistent", "--merge", "part1");
        Assert.That((merged.Code, merged.Out), Is.EqualTo((whole.Code, whole.Out)));
        Assert.That(merged.Error, Does.Match("^merged: \\d+ results? taken from part1; \\d+ runs? that they lack done now\n"));
    }

    [Test]
    public void Merge_of_what_is_no_part_of_the_exploration_is_refused()
    {
        Run("s", "--driver", SampleModels.Careful, "--explore", "each", "--shard", "1/2", "-o", "part1");
        var other = Run("s", "--driver", SampleModels.Careful, "--explore", "each,random", "--merge", "part1");
        Assert.That((other.Code, other.Error), Is.EqualTo((ExitCode.Usage,
            "error: part1/campaign.ndjson is the journal of another exploration: the ways to explore (--explore) of s/plain.yaml with careful: 'each' then, 'each,random' now\n")));
        Assert.That(Run("s", "--explore", "each", "--merge", "none").Error, Does.StartWith("error: none is no journal of an exploration; "));
        Assert.That(Run("s", "--explore", "each", "--merge", "part1", "--shard", "1/2").Error, Does.StartWith("error: '--merge' does not go with '--shard'"));
        Assert.That(Run("s", "--merge", "part1").Error, Does.StartWith("error: nothing is explored here"));
        WriteOtherGoldenRun("part1/campaign.ndjson");
        Run("s", "--driver", SampleModels.Careful, "--explore", "each", "--shard", "2/2", "-o", "part2");
        Assert.That(Run("s", "--driver", SampleModels.Careful, "--explore", "each", "--merge", "part1", "--merge", "part2").Error, Does.StartWith(
            "error: the golden run of s/plain.yaml with careful in part2/campaign.ndjson is not the one in the others"));
    }

    [Test]
    public void Resume_of_a_cut_journal_gives_the_bytes_of_a_whole_run()
    {
        var whole = Run("s", "--explore", "all", "-o", "whole");
        var journal = _sandbox.Read("whole/campaign.ndjson");
        for (var cut = 0; cut < journal.Length; cut += 1 + (journal.Length / 17))
        {
            _sandbox.Write("part/campaign.ndjson", journal[..cut]);
            var resumed = Run("s", "--explore", "all", "-o", "part", "--resume", "--jobs", "3");
            Assert.That(resumed.Out, Is.EqualTo(whole.Out.Replace(" whole/", " part/", StringComparison.Ordinal)), $"{cut}");
            Assert.That(_sandbox.Read("part/results.ndjson"), Is.EqualTo(_sandbox.Read("whole/results.ndjson")));
            Assert.That(_sandbox.Read("part/campaign.ndjson"), Does.StartWith(journal[..(journal[..cut].LastIndexOf('\n') + 1)]));
            Assert.That(Keys("part/campaign.ndjson"), Is.EquivalentTo(Keys("whole/campaign.ndjson")));
        }
    }

    [Test]
    public void Resume_runs_nothing_again_and_goes_beyond_an_earlier_budget()
    {
        Run("s", "--driver", SampleModels.Careful, "--explore", "all", "--budget-runs", "20");
        var outcome = Run("s", "--driver", SampleModels.Careful, "--explore", "all", "--resume");
        Assert.That(outcome.Error, Does.StartWith($"resumed: 20 results taken from {Journal}\n"));
        Assert.That(LastLine(outcome), Does.StartWith("complete: "));

        _sandbox.NewCaseRunner = () => OnlyRecording().Object;
        Assert.That(Run("s", "--driver", SampleModels.Careful, "--explore", "all", "--resume").Out, Is.EqualTo(outcome.Out));
    }

    [Test]
    public void Resume_of_another_exploration_is_refused_and_says_what_differs()
    {
        Run("s", "--driver", SampleModels.Careful, "--explore", "each");
        var before = _sandbox.Read(Journal);
        var outcome = Run("s", "--driver", SampleModels.Careful, "--explore", "each,random", "--resume", "--seed", "5");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(outcome.Error, Is.EqualTo(
            $"error: {Journal} is the journal of another exploration: the seed (--seed) of s/plain.yaml with careful: '0' then, '5' now; "
            + "the ways to explore (--explore) of s/plain.yaml with careful: 'each' then, 'each,random' now; "
            + "give the command it was begun with, or start anew without --resume\n"));

        Write("s/plain.yaml", "*", "says: Changed.\n");
        Assert.That(Run("s", "--driver", SampleModels.Careful, "--explore", "each", "--resume").Error, Does.Contain(": the script s/plain.yaml has changed; "));
        Assert.That(Run("s", "--driver", SampleModels.Forgetful, "--explore", "each", "--resume").Error, Does.Contain(
            "it is of s/plain.yaml with careful, this command explores s/plain.yaml with forgetful"));
        Assert.That(_sandbox.Read(Journal), Is.EqualTo(before));
    }

    [Test]
    public void Resume_with_another_option_names_it_once_however_many_targets_there_are()
    {
        for (var i = 0; i < 5; i++)
        {
            Write($"s/more{i}.yaml", "*");
        }

        Run("s", "--explore", "each");
        const string refusal = $"error: {Journal} is the journal of another exploration: ";
        const string advice = "; give the command it was begun with, or start anew without --resume\n";
        Assert.That(Run("s", "--explore", "all", "--resume").Error, Is.EqualTo($"{refusal}the ways to explore (--explore): 'each' then, 'all' now{advice}"));
        Assert.That(Run("s", "--explore", "each", "--seed", "7", "--resume").Error, Is.EqualTo($"{refusal}the seed (--seed): '0' then, '7' now{advice}"));
        Assert.That(Run("s", "--explore", "each", "--shard", "1/2", "--resume").Error, Is.EqualTo($"{refusal}the shard (--shard): '1/1' then, '1/2' now{advice}"));
        Write("s/more1.yaml", "*", "says: Changed.\n");
        Write("s/more3.yaml", "*", "says: Changed.\n");
        Assert.That(Run("s", "--explore", "each", "--resume").Error, Is.EqualTo($"{refusal}the script s/more1.yaml and 1 other have changed{advice}"));
    }

    [TestCase("each second", "each,second")]
    [TestCase("each, second", "each,second")]
    [TestCase("each ,second,fill exhaust", "each,second,fill,exhaust")]
    public void Explore_takes_the_words_that_a_shell_took_apart(string apart, string together)
    {
        var outcome = Run(["s", "--driver", SampleModels.Careful, "--explore", .. apart.Split(' ')]);
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Ok), outcome.Error);
        Assert.That(outcome.Out, Is.EqualTo(Run("s", "--driver", SampleModels.Careful, "--explore", together).Out));
        Assert.That(Run(["--explore", .. apart.Split(' '), "s", "--driver", SampleModels.Careful]).Out, Is.EqualTo(outcome.Out));
    }

    [Test]
    public void Quiet_exploration_tells_only_what_is_wrong()
    {
        var good = Run("s", "--driver", SampleModels.Careful, "--explore", "all", "-v", "quiet");
        Assert.That((good.Code, good.Out, good.Error), Is.EqualTo((ExitCode.Ok, string.Empty, string.Empty)));
        var mixed = Run("s", "--driver", SampleModels.Careful, "--driver", SampleModels.Forgetful, "--explore", "each", "-v", "q", "--minimal", "off");
        Assert.That(mixed.Code, Is.EqualTo(ExitCode.Unexpected));
        Assert.That(mixed.Out, Does.StartWith("surprise: plain with ").And.Not.Contain($"with {SampleModels.Careful} ").And.Not.Contain("complete:"));
        Assert.That(mixed.Error, Is.Empty);
    }

    [Test]
    public void Resume_with_another_golden_run_is_refused()
    {
        Run("s", "--driver", SampleModels.Careful, "--explore", "each");
        WriteOtherGoldenRun(Journal);
        var outcome = Run("s", "--driver", SampleModels.Careful, "--explore", "each", "--resume");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(outcome.Error, Does.Match(
            "^error: the golden run of s/plain.yaml with careful is not the one .*: trace 0000000000000000 then, [0-9a-f]{16} now; start anew without --resume\n$"));
    }

    [Test]
    public void Resume_without_a_journal_begins_anew_and_says_so()
    {
        var outcome = Run("s", "--driver", SampleModels.Careful, "--explore", "each", "--resume");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Ok));
        Assert.That(outcome.Error, Does.StartWith($"warning: there is nothing to resume in {Journal}; begun anew\n"));
    }

    [TestCase("--resume")]
    [TestCase("--budget-runs", "5")]
    [TestCase("--budget-time", "5s")]
    public void Option_of_exploration_without_any_is_an_error(params string[] options)
    {
        var outcome = Run(["s", .. options]);
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(outcome.Error, Does.StartWith("error: nothing is explored here").And.Contain("give --explore"));
    }

    [Test]
    public void What_if_shows_every_fault_point_and_runs_only_golden_runs()
    {
        _sandbox.NewCaseRunner = () =>
        {
            var runner = OnlyRecording();
            runner.Setup(r => r.Try(
                It.IsAny<ExplorationTarget>(),
                It.Is<IReadOnlyList<ExploredCase>>(cases => cases.All(one => one.Variation == Variation.None)),
                It.IsAny<Action<CaseResult>>(),
                It.IsAny<CancellationToken>()));
            return runner.Object;
        };
        var outcome = Run("s", "--driver", SampleModels.Careful, "--explore", "each,random", "--what-if", "--jobs", "2");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Ok), outcome.Error);
        Assert.That(outcome.Out, Does.Match(@"\n +1  ExAllocatePoolWithTag  pool    1111 +64  nonpaged  PASSIVE_LEVEL  DriverEntry +load[^\n]+A\.DriverEntry\n"));
        Assert.That(outcome.Out, Does.Contain("2 fault points at 2 sites; runs: each 2, random 100\n"));
        Assert.That(outcome.Out, Does.Match(@"\n1 campaign of 102 runs would be done, in about .* with 2 jobs; only the golden runs were done\n$"));
        Assert.That(Directory.Exists(Path.Combine(_sandbox.Folder, "reports")), Is.False);

        var text = Run("s", "--driver", SampleModels.Careful, "--explore", "each", "--what-if", "--format", "json").Out;
        using var json = JsonDocument.Parse(text);
        var campaign = json.RootElement.GetProperty("campaigns")[0];
        Assert.That(json.RootElement.GetProperty("schema").GetString(), Is.EqualTo("verifier-what-if/1"));
        Assert.That(campaign.GetProperty("points").GetArrayLength(), Is.EqualTo(2));
        Assert.That(campaign.GetProperty("runs").GetProperty("each").GetInt32(), Is.EqualTo(2));
        Assert.That(campaign.GetProperty("estimatedSeconds").GetDouble(), Is.GreaterThanOrEqualTo(0));
    }

    [Test]
    public void Results_and_document_keep_to_the_published_schema()
    {
        Write("e/own.yaml", "*", "explore: all\n");
        var outcome = Run("s", "e", "--explore", "all", "--format", "json");
        var schema = new JsonShape(JsonDocument.Parse(PublishedSchema.Read("campaign")).RootElement);
        foreach (var line in _sandbox.Read(Results).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.That(schema.Differences(JsonDocument.Parse(line).RootElement), Is.Empty);
        }

        using var document = JsonDocument.Parse(outcome.Out);
        var exploration = document.RootElement.GetProperty("exploration");
        Assert.That(document.RootElement.GetProperty("campaigns").GetArrayLength(), Is.EqualTo(6));
        Assert.That(exploration.GetProperty("state").GetString(), Is.EqualTo("complete"));
        Assert.That(exploration.GetProperty("broken").GetInt32(), Is.EqualTo(2));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Runs_that_cannot_be_done_again_have_a_verdict_that_says_whose_that_is(bool isRefused)
    {
        var (reason, code) = isRefused ? (RefusalReason.Request, ExitCode.Inconclusive) : (RefusalReason.Harness, ExitCode.Internal);
        var runners = 0;
        _sandbox.NewCaseRunner = () =>
        {
            if (runners++ == 0)
            {
                return new EngineCaseRunner(log: null);
            }

            var repeating = new Mock<ICaseRunner>();
            repeating.Setup(r => r.Record(It.IsAny<ExplorationTarget>(), It.IsAny<CancellationToken>())).Throws(new TargetException(reason, "it is not as it was"));
            return repeating.Object;
        };
        var outcome = Run("s", "--driver", SampleModels.Careful, "--explore", "each", "--jobs", "1");
        Assert.That(outcome.Code, Is.EqualTo(code), outcome.Out);
        Assert.That(outcome.Out, Does.Contain("no run can be done again: it is not as it was"));
    }

    [Test]
    public void Single_runs_and_campaigns_of_one_command_are_both_there()
    {
        Write("s/own.yaml", SampleModels.Careful, "explore: each\n");
        var outcome = Run("s", "--driver", SampleModels.Careful);
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Ok), outcome.Out);
        Assert.That(outcome.Out, Does.Contain("\n1 run: 1 pass\n\npass: own with careful"));
        var schemas = _sandbox.Read(Results).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
            JsonDocument.Parse(line).RootElement.GetProperty("schema").GetString());
        Assert.That(schemas, Is.EqualTo(new[] { RunJson.Version, CampaignJson.Version }));
    }

    private static string LastLine(CliOutcome outcome) => outcome.Out.TrimEnd('\n').Split('\n')[^1];

    // With the real engine for golden runs, and a failing test for anything else.
    private static Mock<ICaseRunner> OnlyRecording()
    {
        var engine = new EngineCaseRunner(log: null);
        var runner = new Mock<ICaseRunner>(MockBehavior.Strict);
        runner.Setup(r => r.Record(It.IsAny<ExplorationTarget>(), It.IsAny<CancellationToken>()))
            .Returns((ExplorationTarget target, CancellationToken stop) => engine.Record(target, stop));
        runner.Setup(r => r.Dispose()).Callback(engine.Dispose);
        return runner;
    }

    private void WriteOtherGoldenRun(string journal)
    {
        var lines = JournalText.Unsealed(_sandbox.Read(journal));
        _sandbox.Write(journal, JournalText.Sealed([.. lines.Select(line => Regex.Replace(line, "\"golden\":\"[0-9a-f]+\"", "\"golden\":\"0000000000000000\""))]));
    }

    private List<string> Keys(string journal) =>
    [
        .. _sandbox.Read(journal).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => JsonDocument.Parse(line).RootElement)
            .Where(line => !line.TryGetProperty("golden", out _))
            .Select(line => line.GetProperty("target") + " " + (line.TryGetProperty("pass", out var key) ? key : line.GetProperty("result").GetProperty("key"))),
    ];

    private CliOutcome Run(params string[] arguments) => _sandbox.Run(["run", "--drivers", "My.dll", .. arguments]);

    private void Write(string path, string driver, string more = "") => _sandbox.Write(
        path, $"scenario: {Path.GetFileNameWithoutExtension(path)}\ndrivers: [\"{driver}\"]\nworkload:\n  - load\n  - unload\n{more}");
}
