using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Engine.Replay;
using Verifier.Engine.Tokens;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Tests.Engine.Exploration;

/// <summary>Each fault point fails in every shape that its call has, and each shape is a case of its own.</summary>
public sealed class ShapeTests
{
    private const string Writes = PlantedExploration.WriteTwiceAndRead;

    [TestCase(ShortMdl.Ignored, "one-page")]
    [TestCase(ShortMdl.Ignored, "all-but-one-page")]
    [TestCase(ShortMdl.HalfSeen, "all-but-one-page")]
    public void Short_MDL_that_is_used_as_if_it_were_whole_is_found(ShortMdl handling, string shape)
    {
        var outcome = Explore(handling, ExploreStrategies.Each);
        var group = outcome.Groups.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(group.Exemplar.Kind, Is.EqualTo(FindingKind.BugCheck));
            Assert.That(group.Cases, Has.Some.EndsWith(":" + shape));
            Assert.That(group.Exemplar.Title, Does.Contain("MmAllocatePagesForMdl").And.Contain("page"));
        }
    }

    [Test]
    public void Two_shapes_of_one_defect_are_one_group_and_its_injected_call_says_the_shape()
    {
        var outcome = Explore(ShortMdl.Ignored, ExploreStrategies.Each);
        Assert.That(outcome.Groups.Single().Cases, Has.Length.EqualTo(4), "two writes, two shapes");
        Assert.That(outcome.Groups.Single().Exemplar.Failed?.Text, Does.EndWith("one-page"));
    }

    [TestCase(ShortMdl.Refused)]
    [TestCase(ShortMdl.MadeUp)]
    public void Driver_that_refuses_a_short_MDL_or_makes_it_up_is_right_whatever_fails(ShortMdl handling)
    {
        var outcome = Explore(handling, ExploreStrategies.All);
        Assert.That(outcome.Groups, Is.Empty);
        Assert.That(outcome.Completeness.ShapeRuns, Is.EqualTo(4));
    }

    [Test]
    public void Second_fault_that_only_a_short_MDL_makes_possible_is_tried_in_its_shapes()
    {
        var outcome = Explore(ShortMdl.MadeUpOrForgotten, ExploreStrategies.Second);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Groups, Is.Not.Empty);
            Assert.That(outcome.Groups.Select(g => g.Exemplar.Kind), Is.All.EqualTo(FindingKind.Leak));
            Assert.That(outcome.Groups.SelectMany(g => g.Cases), Is.All.Match("^second f[0-9]+:one-page,[0-9]+$|^second f[0-9]+:all-but-one-page,[0-9]+$"));
            Assert.That(outcome.Results.Select(r => r.Key), Has.Some.Match("^second f[0-9]+:one-page,[0-9]+:one-page$"));
        }
    }

    [Test]
    public void Points_that_fail_once_are_counted_once_whatever_their_shapes()
    {
        var outcome = Explore(ShortMdl.Refused, ExploreStrategies.Each);
        Assert.That(outcome.Completeness.FailedOnce, Is.EqualTo(outcome.Completeness.Points));
        Assert.That(outcome.Results, Has.Length.EqualTo(outcome.Completeness.Points + outcome.Completeness.ShapeRuns));
        Assert.That(outcome.Sites.Sum(s => s.FailedOnce), Is.EqualTo(outcome.Completeness.Points));
    }

    [Test]
    public void Persistent_failure_has_the_first_shape_only() =>
        Assert.That(Explore(ShortMdl.Refused, ExploreStrategies.Persistent).Results.Select(r => r.Key), Has.None.Contains(":"));

    [Test]
    public void Token_of_a_shape_repeats_the_run()
    {
        var group = Explore(ShortMdl.HalfSeen, ExploreStrategies.Each).Groups.Single();
        Assert.That(ReplayToken.TryParse(group.Exemplar.Token, out var token, out _));
        Assert.That(token!.Variation.Points.Single().Shape, Is.EqualTo(FailureShape.AllButOnePage));
        using var runner = new ScenarioRunner();
        var plan = Planner.Vary(PlanOf(ShortMdl.HalfSeen), token.Variation);
        var again = runner.Run(plan);
        Assert.That(again.Findings.Single().Kind, Is.EqualTo(FindingKind.BugCheck));
        Assert.That(Replayer.Compare(token, again).IsSame);
    }

    [Test]
    public void Case_whose_call_has_not_its_shape_any_more_is_a_missed_fault_and_no_pass()
    {
        using var runner = new ScenarioRunner();
        var explorer = new Explorer(runner, PlanOf(ShortMdl.Refused));
        var load = explorer.Golden.Points.First(p => p.MoreShapes.IsEmpty).Ordinal;
        var one = new ExploredCase(CaseKind.Each, Variation.None with { Points = [new FaultPointRef(load, false) { Shape = FailureShape.OnePage }] });
        Assert.That(explorer.Try(one).Verdict, Is.EqualTo(CaseVerdict.Inconclusive));
    }

    private static Plan PlanOf(ShortMdl handling) => PlantedExploration.PlanOf(() => new CanaryWithPages(handling), Writes);

    private static CampaignOutcome Explore(ShortMdl handling, ExploreStrategies strategies) =>
        PlantedExploration.Explore(() => new CanaryWithPages(handling), Writes, strategies);
}
