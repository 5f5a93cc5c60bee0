using Moq;
using Polly;
using Verifier.Cli.Exploring;
using Verifier.Cli.Exploring.Journal;
using Verifier.Cli.Host;
using Verifier.Cli.Logging;
using Verifier.Cli.Running;
using Verifier.Cli.Settings;
using Verifier.Engine.Exploration;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;
using Verifier.Tests.Cli.Host;
using Verifier.Tests.Cli.Running;
using Verifier.Workers;
using Verifier.Workers.Running;

namespace Verifier.Tests.Cli.Exploring;

/// <summary>How jobs share campaigns, with runners that do what the test wants.</summary>
public sealed class CampaignBatchTests
{
    private const int Points = 40;
    private readonly ManualClock _clock = new();
    private string _path = "";
    private CliHost? _host;

    [SetUp]
    public void Make_a_folder() => _path = Path.Combine(Directory.CreateTempSubdirectory("verifier-batch-").FullName, JournalWriter.Name);

    [TearDown]
    public void Drop_the_folder()
    {
        _host?.Dispose();
        Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);
    }

    [TestCase(1)]
    [TestCase(6)]
    public void Run_gives_every_case_one_result_whoever_did_it(int jobs)
    {
        var records = Run(jobs, Targets(3), Answering(Pass));
        Assert.That(records.Select(r => r.Verdict), Is.All.EqualTo(Verdict.Pass));
        Assert.That(records.Select(r => r.Outcome!.Results.Length), Is.All.EqualTo(Points));
        Assert.That(File.ReadAllLines(_path), Has.Length.EqualTo(1 + (3 * (1 + Points))));
    }

    [Test]
    public void Run_takes_results_in_the_order_of_the_cases_so_a_budget_does_not_depend_on_who_is_quick()
    {
        // Every case makes one more known; the later ones of a batch answer first.
        Func<ICaseRunner> backwards = () => Runner((cases, accept, _) =>
        {
            foreach (var one in cases.Reverse())
            {
                accept(Pass(one) with { MorePoints = one.Kind == CaseKind.Each ? [Point(100 + one.Variation.Points[0].Ordinal)] : [] });
            }
        });
        var settings = new ExploreSettings { Strategies = ExploreStrategies.Second, BudgetRuns = Points + 10 };
        var expected = Run(1, Targets(1, settings), backwards)[0].Outcome!.Results.Select(r => r.Key).ToList();
        Assert.That(expected, Has.Count.EqualTo(Points + 10));
        for (var i = 0; i < 5; i++)
        {
            Assert.That(Run(4, Targets(1, settings), backwards)[0].Outcome!.Results.Select(r => r.Key), Is.EqualTo(expected));
        }
    }

    [Test]
    public void Run_has_each_result_on_disk_before_the_next_case_begins()
    {
        var sizes = new List<long>();
        Run(1, Targets(1), () => Runner((cases, accept, _) =>
        {
            foreach (var one in cases)
            {
                accept(Pass(one));
                sizes.Add(new FileInfo(_path).Length);
            }
        }));
        Assert.That(sizes, Has.Count.EqualTo(Points));
        Assert.That(sizes, Is.Ordered.And.Unique);
    }

    [Test]
    public void Golden_run_that_breaks_the_harness_is_an_error_and_the_others_go_on()
    {
        var targets = Targets(3);
        var records = Run(1, targets, () => Runner(
            (cases, accept, _) => cases.ToList().ForEach(one => accept(Pass(one))),
            target => ReferenceEquals(target, targets[1]) ? throw new InvalidOperationException("two\nlines") : Golden()));
        Assert.That(records.Select(r => r.Verdict), Is.EqualTo(new[] { Verdict.Pass, Verdict.Error, Verdict.Pass }));
        Assert.That(records[1].Problem, Is.EqualTo("internal error: InvalidOperationException: two lines"));
    }

    [Test]
    public void Case_without_a_result_is_inconclusive_and_not_in_the_journal()
    {
        var records = Run(1, Targets(1), Answering(one => one.Key == "each f7" ? null : Pass(one)));
        Assert.That(records[0].Verdict, Is.EqualTo(Verdict.Inconclusive));
        Assert.That(records[0].Problem, Does.StartWith("1 of the runs could not be judged; the first, each f7: "));
        Assert.That(File.ReadAllText(_path), Does.Contain("each f8").And.Not.Contain("each f7\""));
    }

    [Test]
    public void Result_that_nobody_asked_for_is_dropped()
    {
        var records = Run(1, Targets(1), Answering(one => Pass(one), extra: new CaseResult { Key = "each f999", Verdict = CaseVerdict.Finding }));
        Assert.That(records[0].Verdict, Is.EqualTo(Verdict.Pass));
        Assert.That(File.ReadAllText(_path), Does.Not.Contain("each f999"));
    }

    [Test]
    public void Interruption_keeps_what_is_done_and_hands_out_nothing_more()
    {
        var done = 0;
        var records = Run(1, Targets(2), () => Runner((cases, accept, stop) =>
        {
            foreach (var one in cases.TakeWhile(_ => !stop.IsCancellationRequested))
            {
                accept(Pass(one));
                if (++done == 10)
                {
                    _host!.Interruption.Come(ExitCode.Interrupted);
                }
            }
        }));
        Assert.That(records, Has.Count.EqualTo(1));
        Assert.That(records[0].Outcome!.Results, Has.Length.EqualTo(10));
        Assert.That(records[0].Outcome!.Completeness.OutOfBudget, Is.EqualTo(Points - 10));
        Assert.That(records[0].IsComplete, Is.False);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Target_whose_golden_run_cannot_be_done_has_a_verdict_that_says_whose_it_is_and_the_others_are_explored(bool isRefused)
    {
        var targets = Targets(3);
        var records = Run(2, targets, () => Runner(
            (cases, accept, _) => cases.ToList().ForEach(one => accept(Pass(one))),
            target => target != targets[1] ? Golden()
                : throw (isRefused ? (Exception)new TargetException(RefusalReason.Request, "it was changed") : new InvalidOperationException("broken"))));
        Assert.That(records.Select(r => r.Verdict), Is.EqualTo(new[] { Verdict.Pass, isRefused ? Verdict.Inconclusive : Verdict.Error, Verdict.Pass }));
        Assert.That(records[1].Problem, Is.EqualTo(isRefused ? "it was changed" : "internal error: InvalidOperationException: broken"));
    }

    [Test]
    public void Time_that_is_over_stops_what_runs_and_leaves_the_rest_out_of_budget()
    {
        var settings = new ExploreSettings { Strategies = ExploreStrategies.Each, BudgetTime = TimeSpan.FromMinutes(1) };
        var records = Run(1, Targets(1, settings), () => Runner((cases, accept, stop) =>
        {
            accept(Pass(cases[0]));
            stop.WaitHandle.WaitOne();
        }));
        Assert.That(_clock.Delays, Has.Member(TimeSpan.FromMinutes(1)));
        Assert.That(records[0].Verdict, Is.EqualTo(Verdict.Pass));
        Assert.That(records[0].Outcome!.Completeness.OutOfBudget, Is.GreaterThanOrEqualTo(Points - 1));
        Assert.That(new CampaignTotals(records, 1, IsInterrupted: false).Word, Is.EqualTo("incomplete"));
    }

    private static CaseResult Pass(ExploredCase one) => new() { Key = one.Key, Injected = 1, Propagated = 1 };

    private static GoldenRecord Golden() => new() { Points = [.. Enumerable.Range(1, Points).Select(i => Point(i))], Token = "vr3.x.y", TraceHash = 7 };

    private static FaultPoint Point(long ordinal) => new()
    {
        Ordinal = ordinal,
        Ddi = "ExAllocatePoolWithTag",
        Family = "pool",
        Irql = 0,
        Phase = DriverPhase.Dispatch,
        OperationName = "load",
        Frames = [],
        Site = (ulong)ordinal,
        Occurrence = 1,
    };

    private static List<ExplorationTarget> Targets(int count, ExploreSettings? settings = null) =>
    [
        .. Enumerable.Range(0, count).Select(i =>
        {
            var plan = Sample.Plan($"s{i}");
            return new ExplorationTarget(plan, settings ?? new ExploreSettings { Strategies = ExploreStrategies.Each });
        }),
    ];

    private static Func<ICaseRunner> Answering(Func<ExploredCase, CaseResult?> answer, CaseResult? extra = null) => () => Runner((cases, accept, _) =>
    {
        foreach (var result in cases.Select(answer).Append(extra).OfType<CaseResult>())
        {
            accept(result);
        }
    });

    private static ICaseRunner Runner(
        Action<IReadOnlyList<ExploredCase>, Action<CaseResult>, CancellationToken> work, Func<ExplorationTarget, GoldenRecord>? record = null)
    {
        var runner = new Mock<ICaseRunner>();
        runner.Setup(r => r.Record(It.IsAny<ExplorationTarget>(), It.IsAny<CancellationToken>()))
            .Returns((ExplorationTarget target, CancellationToken _) => record?.Invoke(target) ?? Golden());
        runner
            .Setup(r => r.Try(
                It.IsAny<ExplorationTarget>(), It.IsAny<IReadOnlyList<ExploredCase>>(), It.IsAny<Action<CaseResult>>(), It.IsAny<CancellationToken>()))
            .Callback((ExplorationTarget _, IReadOnlyList<ExploredCase> cases, Action<CaseResult> accept, CancellationToken stop) =>
                work(cases, accept, stop));
        return runner.Object;
    }

    private List<CampaignRecord> Run(int jobs, List<ExplorationTarget> targets, Func<ICaseRunner> newRunner)
    {
        _host?.Dispose();
        _host = new CliHost
        {
            Out = TextWriter.Null,
            Error = TextWriter.Null,
            WorkingFolder = Path.GetDirectoryName(_path)!,
            Clock = _clock,
            Interruption = new Interruption(),
            NewCaseRunner = _ => newRunner(),
        };
        using var journal = JournalWriter.Open(_path, "j", ResiliencePipeline.Empty);
        journal.Begin(JournalHeader.Of(targets), null);
        var campaigns = targets.Select((target, i) => new CampaignInProgress(target, i, new Dictionary<string, CaseResult>())).ToList();
        using var progress = new ProgressDisplay(_host, Verbosity.Quiet);
        var settings = new RunSettings { Paths = [], Jobs = jobs, ResultsFolder = "o", IsIsolated = false };
        using var runners = new CaseRunners(_host, settings, null);
        new CampaignBatch(_host, runners, null, campaigns, null, journal).Run(jobs, progress);
        return [.. campaigns.Where(c => c.Campaign is not null || c.Failure is not null).Select(CampaignRecord.Of)];
    }
}
