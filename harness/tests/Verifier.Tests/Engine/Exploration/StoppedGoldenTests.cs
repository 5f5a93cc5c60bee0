using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Engine.Replay;
using Verifier.Engine.Tokens;
using Verifier.Kernel;
using Verifier.Scenarios.Model;
using BugCheckCode = Verifier.Kernel.BugCheckCode;

namespace Verifier.Tests.Engine.Exploration;

/// <summary>A golden run that an option of Driver Verifier stops is evidence, and no reason to explore nothing.</summary>
public sealed class StoppedGoldenTests
{
    private const string Standard = "verifier: standard\n" + PlantedExploration.WriteTwiceAndRead;

    [Test]
    public void Leak_at_unload_is_the_finding_of_the_golden_run_and_all_the_same_everything_is_explored()
    {
        var outcome = Explore(() => new CanaryWithLeak(), Standard);
        using (Assert.EnterMultipleScope())
        {
            var golden = outcome.Golden.Findings.Single();
            Assert.That((golden.Kind, (BugCheckCode)golden.BugCheck[0], golden.BugCheck[1]),
                Is.EqualTo((FindingKind.BugCheck, BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x62UL)));
            Assert.That(golden.Operation, Does.StartWith("unload"));
            Assert.That(outcome.FailsWithoutFault, Is.True);
            Assert.That((outcome.Golden.IsStopped, outcome.Golden.WithoutOptions), Is.EqualTo((false, DriverVerifierOptions.PoolTracking)));
            Assert.That(outcome.Completeness.FailedOnce, Is.EqualTo(outcome.Completeness.Points).And.GreaterThan(0));
            Assert.That(outcome.Groups, Has.Length.EqualTo(1), "the leak without the option is no second finding, and no run's");
        }
    }

    [Test]
    public void Defect_behind_the_stop_is_found()
    {
        var outcome = Explore(() => new CanaryWithLeak(losesData: true), Standard);
        Assert.That(outcome.Groups.Select(g => g.Exemplar.Kind), Is.EquivalentTo(new[] { FindingKind.BugCheck, FindingKind.Swallowed }));
    }

    [Test]
    public void All_options_that_stop_it_are_off_and_no_other()
    {
        var outcome = Explore(() => new CanaryWithLeak(touchesPaged: true), Standard);
        Assert.That(outcome.Golden.WithoutOptions, Is.EqualTo(DriverVerifierOptions.PoolTracking | DriverVerifierOptions.ForceIrqlChecking));
        Assert.That(outcome.Results, Is.Not.Empty);
    }

    [Test]
    public void Golden_run_that_stops_without_any_option_too_is_not_explored()
    {
        var outcome = Explore(() => new CanaryWithLeak(crashes: true), Standard);
        Assert.That((outcome.Golden.IsStopped, outcome.Golden.WithoutOptions), Is.EqualTo((true, DriverVerifierOptions.None)));
        Assert.That(outcome.Results, Is.Empty);
        Assert.That(outcome.Groups.Single().Exemplar.Kind, Is.EqualTo(FindingKind.BugCheck));
    }

    [Test]
    public void Golden_run_that_does_not_stop_keeps_all_options() =>
        Assert.That(Explore(() => new CanaryWithPages(ShortMdl.Refused), Standard).Golden.WithoutOptions, Is.EqualTo(DriverVerifierOptions.None));

    [Test]
    public void Tokens_of_the_golden_run_and_of_a_case_repeat_their_runs()
    {
        var outcome = Explore(() => new CanaryWithLeak(losesData: true), Standard);
        foreach (var group in outcome.Groups)
        {
            Assert.That(ReplayToken.TryParse(group.Exemplar.Token, out var token, out _));
            var isGolden = group.Cases.IsEmpty;
            Assert.That(token!.Variation.WithoutOptions, Is.EqualTo(isGolden ? DriverVerifierOptions.None : DriverVerifierOptions.PoolTracking));
            using var runner = new ScenarioRunner();
            var again = runner.Run(Planner.Vary(PlantedExploration.PlanOf(() => new CanaryWithLeak(losesData: true), Standard), token.Variation));
            Assert.That(again.Findings.Select(f => f.Kind), Is.EqualTo(new[] { group.Exemplar.Kind }));
            Assert.That(Replayer.Compare(token, again).IsSame);
        }
    }

    private static CampaignOutcome Explore(Func<DriverModel> create, string body) => PlantedExploration.Explore(create, body, ExploreStrategies.Each);
}
