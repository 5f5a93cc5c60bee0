using System.Collections.Immutable;
using Verifier.History;
using Verifier.Reporting.Model;
using Verifier.Reporting.Reading;

namespace Verifier.Tests.Reporting;

/// <summary>What a history says of a night becomes the report's model: nothing twice, nothing lost.</summary>
public sealed class NightReadingTests
{
    private const string Print = "0123456789abcdef";

    [Test]
    public void ModelOf_scenario_run_and_explored_is_one_campaign_as_bad_as_the_worse()
    {
        var model = NightReading.ModelOf(View(Transition.New));

        Assert.That(model.Campaigns, Has.Length.EqualTo(1));
        Assert.That(model.Campaigns[0].IsFailure, Is.True);
        Assert.That(model.Runs.Count, Is.EqualTo(3));
        Assert.That(Enumerable.Range(0, 3).Select(i => model.Runs[i].Campaign), Is.All.Zero);
    }

    [TestCase(true, "unexpected leak: It leaks.", false)]
    [TestCase(true, "expected a finding \"hang\", found 0", true)]
    [TestCase(false, "unexpected leak: It leaks.", true)]
    public void ModelOf_surprise_is_a_failure_unless_every_finding_is_expected_somewhere(bool isExpected, string surprise, bool isFailure)
    {
        var view = View(Transition.Still, isExpected);
        var model = NightReading.ModelOf(view with { Targets = [view.Targets[0] with { Surprises = [surprise] }] });
        Assert.That(model.Campaigns[0].IsFailure, Is.EqualTo(isFailure));
        Assert.That(model.Counts.CampaignsFailed, Is.EqualTo(isFailure ? 1 : 0));
    }

    [Test]
    public void ModelOf_unmodelled_import_is_no_verdict_and_no_failure()
    {
        var view = View(Transition.Still);
        var model = NightReading.ModelOf(view with { Targets = [view.Targets[0] with { Verdict = "unmodelled", Problem = "It called a missing import." }] });
        var cell = model.Campaigns[0];
        Assert.That((cell.Verdict, cell.IsFailure, cell.Problem), Is.EqualTo((RunVerdict.Inconclusive, false, "It called a missing import.")));
    }

    [Test]
    public void ModelOf_remarks_of_a_pair_are_said_once()
    {
        var view = View(Transition.Still);
        var targets = view.Targets.Select((target, i) => target with { Remarks = ["both", $"{i}"] });
        Assert.That(NightReading.ModelOf(view with { Targets = [.. targets] }).Campaigns[0].Remarks, Is.EqualTo(new[] { "both", "0", "1" }));
    }

    [Test]
    public void ModelOf_run_with_a_finding_is_its_exemplar()
    {
        var model = NightReading.ModelOf(View(Transition.New));
        var finding = model.Findings.Single();

        Assert.That(finding.Exemplar, Is.EqualTo(2));
        Assert.That(model.Runs[2].Finding, Is.Zero);
        Assert.That((model.Runs[2].Nth, model.Runs[2].Site), Is.EqualTo((12L, 0)));
        Assert.That(model.Sites[0].Frames[0], Is.EqualTo(new ReportFrame("Swap.Write", "Swap.cs", 31)));
    }

    [TestCase(Transition.New, false, "new")]
    [TestCase(Transition.Regressed, false, "regressed")]
    [TestCase(Transition.Still, true, "expected")]
    [TestCase(Transition.Fixed, false, "fixed")]
    [TestCase(Transition.Fixed, true, "fixed")]
    [TestCase(Transition.NotRun, false, "not-run")]
    public void ModelOf_finding_stands_in_the_list_of_its_transition(Transition transition, bool isExpected, string state)
    {
        var finding = NightReading.ModelOf(View(transition, isExpected)).Findings.Single();
        Assert.That(finding.State, Is.EqualTo(state));
    }

    [TestCase(Transition.New, true)]
    [TestCase(Transition.Still, true)]
    [TestCase(Transition.Fixed, false)]
    [TestCase(Transition.NotRun, false)]
    public void ModelOf_minimal_scenario_is_shown_of_what_is_there_tonight(Transition transition, bool isShown)
    {
        var file = new MinimalFile("out/minimal/swap-leak-01234567.yaml", "run out/minimal/swap-leak-01234567.yaml");
        var context = new ReportContext { Minimal = new Dictionary<string, MinimalFile> { [Print] = file } };
        Assert.That(NightReading.ModelOf(View(transition), context).Findings.Single().Minimal, Is.EqualTo(isShown ? file : null));
    }

    [Test]
    public void ModelOf_night_that_did_not_end_is_not_trusted() =>
        Assert.That(NightReading.ModelOf(View(Transition.New) with { Night = Night(NightState.Begun) }).IsTrusted, Is.False);

    [Test]
    public void ModelOf_dropped_runs_are_counted()
    {
        var view = View(Transition.New);
        var night = view.Night with { Runs = new RunCounts(1003, 1003, 1002, 1, 0, 0) };
        Assert.That(NightReading.ModelOf(view with { Night = night }).Counts.Runs, Is.EqualTo(1003));
    }

    private static NightRecord Night(NightState state) => new()
    {
        Id = 7,
        StartedAt = new DateTimeOffset(2026, 11, 21, 2, 0, 0, TimeSpan.Zero),
        HarnessVersion = "0.1.0",
        LibraryHash = "00",
        State = state,
        Trust = new TrustFacts { CanariesPlanted = 2, CanariesFound = 2, Replayed = 1, ReplayedAlike = 1 },
        Runs = new RunCounts(3, 3, 2, 1, 0, 0),
    };

    private static NightView View(Transition transition, bool isExpected = false)
    {
        var night = Night(NightState.Ended);
        ImmutableArray<FindingInScenario> scenarios = TransitionWords.IsOpen(transition) ? [new FindingInScenario("write", 1)] : [];
        return new NightView
        {
            Night = night,
            Comparison = new NightComparison { Night = 7, Findings = [new FindingTransition(Print, transition)] },
            Targets = [Target(TargetMode.Explore, "surprise"), Target(TargetMode.Run, "pass")],
            Runs = [Run("script", "script"), Run("golden", "golden"), Run("each f12", "each", Print)],
            Findings =
            [
                new FindingView
                {
                    Finding = new FindingRow { Fingerprint = Print, Coarse = Print, Driver = "swap", Kind = "leak", Title = "It leaks.", IsExpected = isExpected, FirstNight = 7, LastNight = 7 },
                    Transition = transition,
                    Scenarios = scenarios,
                    Exemplar = new Exemplar { Scenario = "write", ScenarioHash = "11", DriverBuild = "22", CaseKey = "each f12", Token = "vr3.x.y" },
                },
            ],
            Sites = [new SiteRow { Driver = "swap", Scenario = "write", Function = "Swap.Write", Ddi = "ExAllocatePool2", Tag = "Swap", Order = 1, Stack = "Swap.Write (Swap.cs:31)", Reached = 2, FailedOnce = 1 }],
            Slice = new HistorySlice([new NightSummary { Night = night }]),
        };
    }

    private static TargetRow Target(TargetMode mode, string verdict) => new()
    {
        Driver = "swap",
        DriverBuild = "22",
        Scenario = "write",
        ScenarioPath = "scenarios/write.yaml",
        ScenarioHash = "11",
        Mode = mode,
        Verdict = verdict,
    };

    private static RunRow Run(string key, string strategy, string? finding = null) => new()
    {
        Driver = "swap",
        DriverBuild = "22",
        Scenario = "write",
        ScenarioHash = "11",
        CaseKey = key,
        Place = key,
        Strategy = strategy,
        Point = finding is null ? null : new PointKey("Swap.Write", "ExAllocatePool2", "Swap", 2),
        Verdict = finding is null ? RunVerdict.Pass : RunVerdict.Finding,
        Findings = finding is null ? [] : [finding],
    };
}
