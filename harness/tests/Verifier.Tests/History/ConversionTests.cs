using Verifier.Engine.Execution;
using Verifier.Engine.Planning;
using Verifier.History;
using Verifier.History.Converting;
using Verifier.Scenarios.Model;
using Verifier.Tests.Engine.Exploration;

namespace Verifier.Tests.History;

/// <summary>Campaigns and runs of real drivers as rows.</summary>
public sealed class ConversionTests : ExplorationFixture
{
    private const ExploreStrategies Everything = ExploreStrategies.Each | ExploreStrategies.Persistent | ExploreStrategies.Second | ExploreStrategies.Random | ExploreStrategies.Exhaust;

    [TestCase("array-cache-naive")]
    [TestCase("array-cache-swap")]
    public void Campaign_is_whole(string driver)
    {
        var settings = new ExploreSettings { Strategies = Everything, Repeats = 5 };
        var outcome = Explore(driver, ArrayWorkload, settings);
        var batch = CampaignRows.Of(PlanOf(driver, ArrayWorkload), settings, outcome, "pass");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(batch.Runs, Has.Length.EqualTo(1 + outcome.Results.Length));
            Assert.That(batch.Runs.Count(r => r.Verdict == RunVerdict.Pass), Is.EqualTo(1 + outcome.Passed));
            Assert.That(batch.Findings.Select(f => f.Finding.Fingerprint), Is.EqualTo(outcome.Groups.Select(g => g.Fingerprint)));
            Assert.That(batch.Sites, Has.Length.EqualTo(outcome.Completeness.Sites));
            Assert.That(batch.Sites.Count(s => s.IsFailed), Is.EqualTo(outcome.Completeness.SitesFailed));
            Assert.That(batch.Target.CompleteStrategies, Is.EqualTo(new[] { "each", "persistent", "second" }));
            Assert.That(batch.Findings.SelectMany(f => Enumerable.Repeat(f.Finding.Fingerprint, f.Runs)), Is.EquivalentTo(batch.Runs.SelectMany(r => r.Findings)));
        }
    }

    // Nothing of a run is kept that its variation does not make again.
    [TestCase("array-cache-naive")]
    [TestCase("array-cache-swap")]
    public void Variation_of_every_row_makes_its_trace_again(string driver)
    {
        var settings = new ExploreSettings { Strategies = Everything, Repeats = 5 };
        var plan = PlanOf(driver, ArrayWorkload);
        var runs = CampaignRows.Of(plan, settings, Explore(driver, ArrayWorkload, settings), "pass").Runs;
        using var runner = new ScenarioRunner();
        Assert.That(
            runs.Select(r => runner.Observe(Planner.Vary(plan, VariationText.Parse(r.Variation!)!), RunOptions.Default).TraceHash),
            Is.EqualTo(runs.Select(r => r.TraceHash)));
        Assert.That(runs.Select(r => r.Variation), Has.Some.Match(";b[0-9]+"), "a probe belongs to it");
    }

    [Test]
    public void Places_name_each_point_once_and_without_ordinals()
    {
        var settings = new ExploreSettings { Strategies = Everything };
        var runs = CampaignRows.Of(PlanOf("array-cache-swap", ArrayWorkload), settings, Explore("array-cache-swap", ArrayWorkload, settings), "pass").Runs;
        var points = runs.Where(r => r.Point is not null).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(points.Select(r => r.Place), Is.Unique);
            Assert.That(points.Select(r => r.Place), Has.None.Contains(" call "));
            Assert.That(points.Select(r => r.Place), Has.Some.Matches("^each ArrayCacheSwap\\w*\\.\\w+ ExAllocatePool\\w* '\\w+' #2$"));
            Assert.That(runs.Where(r => r.Strategy == "exhaust").Select(r => r.Place).Distinct(), Is.SubsetOf(new[] { "exhaust nonpaged-pool", "exhaust paged-pool", "exhaust system-ptes", "exhaust map-registers" }));
            Assert.That(runs.Select(r => r.Strategy).Distinct(), Is.SupersetOf(new[] { "golden", "each", "persistent", "random", "exhaust" }));
        }
    }

    [Test]
    public void Budget_leaves_strategies_incomplete_and_counts_what_was_planned()
    {
        var settings = new ExploreSettings { Strategies = ExploreStrategies.Each, BudgetRuns = 2 };
        var outcome = Explore("array-cache-swap", ArrayWorkload, settings);
        var batch = CampaignRows.Of(PlanOf("array-cache-swap", ArrayWorkload), settings, outcome, "pass");
        Assert.That((batch.Target.CompleteStrategies.Length, batch.Runs.Length, batch.Target.Planned), Is.EqualTo((0, 3, 1 + outcome.Completeness.Points)));
    }

    [Test]
    public void Exemplar_has_what_its_page_shows()
    {
        var settings = new ExploreSettings { Strategies = ExploreStrategies.Each };
        var best = CampaignRows.Of(PlanOf("array-cache-naive", ArrayWorkload), settings, Explore("array-cache-naive", ArrayWorkload, settings), "surprise").Findings[0].Exemplar;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(best.CaseKey, Does.StartWith("each f"));
            Assert.That(best.Token, Does.StartWith("vr3."));
            Assert.That(best.InjectedAt[0].Function, Does.EndWith(".UpdateArray"));
            Assert.That(best.InjectedAt[0].Line, Is.Positive);
            Assert.That(best.TraceHash, Is.Not.Zero);
        }
    }

    [Test]
    public void Plain_run_is_one_row()
    {
        var result = Run("array-cache-naive", "faults: [{ fail: ExAllocatePoolWithTag, when: { nth: 2 } }]\n" + ArrayWorkload);
        var batch = PlainRunRows.Of(result, "surprise");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(batch.Runs.Single().Place, Is.EqualTo("script"));
            Assert.That(batch.Runs.Single().Injected, Is.EqualTo(1));
            Assert.That(batch.Runs.Single().TraceHash, Is.EqualTo(result.Run.TraceHash));
            Assert.That(batch.Findings, Has.Length.EqualTo(batch.Runs.Single().Findings.Length));
            Assert.That(batch.Target.Mode, Is.EqualTo(TargetMode.Run));
        }
    }

    [Test]
    public void Run_without_result_is_never_green()
    {
        var batch = PlainRunRows.Without(PlanOf("array-cache-swap", ArrayWorkload), TargetMode.Explore, isError: true, "it broke");
        Assert.That((batch.Runs.Single().Verdict, batch.Runs.Single().Problem, batch.Target.Verdict), Is.EqualTo((RunVerdict.Error, "it broke", "error")));
    }
}
