using System.Collections.Immutable;
using Verifier.Engine.Exploration;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Engine.Verdicts;
using Verifier.Scenarios.Model;

namespace Verifier.Tests.Engine.Exploration;

/// <summary>The cases that a campaign hands out; and it adds up to the same with any order of results.</summary>
public sealed class CampaignTests : ExplorationFixture
{
    [Test]
    public void Representatives_come_first()
    {
        var campaign = Make(ExploreStrategies.Each, Point(1, 7), Point(2, 7), Point(3, 8), Point(4, 8), Point(5, 9));
        Assert.That(Ordinals(Take(campaign)), Is.EqualTo(new long[] { 1, 3, 5, 2, 4 }));
    }

    [Test]
    public void Stacks_are_the_first_point_of_each_site()
    {
        var campaign = Make(ExploreStrategies.Stacks, Point(1, 7), Point(2, 7), Point(3, 8));
        Assert.That(Ordinals(Take(campaign)), Is.EqualTo(new long[] { 1, 3 }));
    }

    [Test]
    public void Each_and_stacks_together_try_no_point_twice()
    {
        var campaign = Make(ExploreStrategies.Each | ExploreStrategies.Stacks, Point(1, 7), Point(2, 7));
        Assert.That(Take(campaign), Has.Count.EqualTo(2));
    }

    [Test]
    public void Excluded_sites_are_never_tried_and_are_counted()
    {
        var settings = new ExploreSettings { Strategies = ExploreStrategies.Each | ExploreStrategies.Persistent, Exclude = [Point(1, 7).SiteId] };
        var campaign = Make(settings, Point(1, 7), Point(2, 7), Point(3, 8));
        foreach (var one in Take(campaign))
        {
            campaign.Accept(Passed(one));
        }

        var done = campaign.Outcome().Completeness;
        Assert.That((done.Points, done.Excluded, done.FailedOnce, done.FailedPersistently, done.OutOfBudget), Is.EqualTo((3, 2, 1, 1, 0)));
    }

    [TestCase(2)]
    [TestCase(3)]
    [TestCase(7)]
    public void Shards_are_disjoint_and_together_the_whole(int count)
    {
        FaultPoint[] points = [.. Enumerable.Range(1, 100).Select(i => Point(i, (ulong)i))];
        var whole = Take(Make(ExploreStrategies.Each, points)).Select(c => c.Key).ToList();
        var parts = Enumerable.Range(1, count)
            .Select(i => Take(Make(new ExploreSettings { Strategies = ExploreStrategies.Each, Shard = new Shard(i, count) }, points)).Select(c => c.Key).ToList())
            .ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(parts.SelectMany(p => p), Is.EquivalentTo(whole));
            Assert.That(parts.Select(p => p.Count), Has.All.GreaterThan(0));
        }
    }

    [Test]
    public void Budget_ends_the_handing_out_and_the_rest_is_counted()
    {
        var campaign = Make(new ExploreSettings { Strategies = ExploreStrategies.Each, BudgetRuns = 2 }, Point(1, 7), Point(2, 8), Point(3, 9));
        foreach (var one in Take(campaign))
        {
            campaign.Accept(Passed(one));
        }

        var done = campaign.Outcome().Completeness;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((done.FailedOnce, done.OutOfBudget, done.IsComplete), Is.EqualTo((2, 1, false)));
            Assert.That(campaign.IsOver, Is.True);
        }
    }

    [Test]
    public void Closed_campaign_hands_nothing_out()
    {
        var campaign = Make(ExploreStrategies.Each, Point(1, 7));
        campaign.Close();
        Assert.That((campaign.TryTake(out _), campaign.IsOver), Is.EqualTo((false, true)));
    }

    [Test]
    public void Second_faults_follow_from_the_points_that_a_result_names()
    {
        var campaign = Make(ExploreStrategies.Second, Point(1, 7));
        Assert.That(campaign.TryTake(out var first), Is.True);
        Assert.That(campaign.TryTake(out _), Is.False, "nothing is known before the first result");
        Assert.That(campaign.IsOver, Is.False);
        campaign.Accept(Passed(first!) with { MorePoints = [Point(4, 9), Point(5, 9)] });
        Assert.That(Take(campaign).Select(c => c.Key), Is.EqualTo(new[] { "second f1,4", "second f1,5" }));
    }

    [Test]
    public void Same_result_twice_counts_once()
    {
        var campaign = Make(ExploreStrategies.Second, Point(1, 7));
        campaign.TryTake(out var first);
        var result = Passed(first!) with { MorePoints = [Point(4, 9)] };
        campaign.Accept(result);
        campaign.Accept(result);
        Assert.That((campaign.Known, campaign.Done), Is.EqualTo((2, 1)));
    }

    [Test]
    public void Result_of_no_case_is_refused() => Assert.That(
        () => Make(ExploreStrategies.Each, Point(1, 7)).Accept(new CaseResult { Key = "each f99" }),
        Throws.ArgumentException.With.Message.Contains("each f99"));

    [Test]
    public void Random_cases_have_seeds_in_a_row()
    {
        var settings = new ExploreSettings { Strategies = ExploreStrategies.Random, Repeats = 3, Seed = 40 };
        Assert.That(Take(Make(settings, Point(1, 7))).Select(c => c.Variation.Dice!.Value.Seed), Is.EqualTo(new ulong[] { 40, 41, 42 }));
    }

    [Test]
    public void Outcome_does_not_depend_on_the_order_of_results()
    {
        FaultPoint[] points = [.. Enumerable.Range(1, 20).Select(i => Point(i, (ulong)i % 5))];
        var texts = new HashSet<string>();
        for (var seed = 0; seed < 5; seed++)
        {
            var campaign = Make(ExploreStrategies.Each | ExploreStrategies.Persistent, points);
            var cases = Take(campaign).ToArray();
            new Random(seed).Shuffle(cases);
            foreach (var one in cases)
            {
                campaign.Accept(Failed(one, one.Variation.Points[0].Ordinal % 3 == 0 ? "aaaa" : "bbbb"));
            }

            var outcome = campaign.Outcome();
            texts.Add(string.Join('\n', outcome.Groups.Select(g => $"{g.Fingerprint} {g.Exemplar.Title} {string.Join(' ', g.Cases)}").Append(outcome.Completeness.ToString())));
        }

        Assert.That(texts, Has.Count.EqualTo(1));
    }

    [Test]
    public void Exemplar_has_its_groups_fingerprint_and_is_the_shortest_run()
    {
        var campaign = Make(ExploreStrategies.Each, Point(1, 7), Point(2, 8), Point(3, 9));
        foreach (var one in Take(campaign))
        {
            campaign.Accept(Failed(one, "aaaa") with { Calls = 10 - one.Variation.Points[0].Ordinal });
        }

        var group = campaign.Outcome().Groups.Single();
        Assert.That((group.Exemplar.Fingerprint, group.Cases[0]), Is.EqualTo(("aaaa", "each f3")));
    }

    [Test]
    public void Groups_with_one_coarse_fingerprint_name_each_other()
    {
        var campaign = Make(ExploreStrategies.Each, Point(1, 7), Point(2, 8));
        foreach (var one in Take(campaign))
        {
            campaign.Accept(Failed(one, one.Key));
        }

        Assert.That(campaign.Outcome().Groups.Select(g => g.Related.Single()), Is.EqualTo(new[] { "each f2", "each f1" }));
    }

    [Test]
    public void Exhaustion_finds_the_exact_limit()
    {
        const int enough = 137;
        var campaign = Make(ExploreStrategies.Exhaust);
        var tried = new List<long>();
        while (campaign.TryTake(out var one))
        {
            var ptes = one!.Variation.Limits.SystemPtes;
            tried.AddRange(ptes is { } value ? [value] : []);
            campaign.Accept(Passed(one) with { IsLikeGolden = ptes is null or >= enough });
        }

        var found = campaign.Outcome().Limits.Single(l => l.Limit == ExhaustedLimit.SystemPtes);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((found.Enough, found.IsReached), Is.EqualTo((enough, true)));
            Assert.That(tried, Is.SupersetOf(new long[] { enough, enough - 1, 0 }), "the edge from both sides, and nothing at all");
            Assert.That(tried, Is.Unique);
            Assert.That(tried, Has.Count.LessThan(40));
        }
    }

    [Test]
    public void Limit_that_is_never_short_is_said()
    {
        var campaign = Make(ExploreStrategies.Exhaust);
        while (campaign.TryTake(out var one))
        {
            campaign.Accept(Passed(one!) with { IsLikeGolden = true });
        }

        Assert.That(campaign.Outcome().Limits, Has.All.Property(nameof(LimitFound.IsReached)).False);
    }

    private static Campaign Make(ExploreStrategies strategies, params FaultPoint[] points) => Make(new ExploreSettings { Strategies = strategies }, points);

    private static Campaign Make(ExploreSettings settings, params FaultPoint[] points) =>
        new(PlanOf("array-cache-swap", ArrayWorkload), settings, new GoldenRecord { Points = [.. points], Token = "vr3.GOLDEN" });

    private static List<ExploredCase> Take(Campaign campaign)
    {
        var cases = new List<ExploredCase>();
        while (campaign.TryTake(out var one))
        {
            cases.Add(one!);
        }

        return cases;
    }

    private static IEnumerable<long> Ordinals(IEnumerable<ExploredCase> cases) => cases.Select(c => c.Variation.Points.Single().Ordinal);

    private static CaseResult Passed(ExploredCase one) => new() { Key = one.Key };

    private static CaseResult Failed(ExploredCase one, string fingerprint) => new()
    {
        Key = one.Key,
        Verdict = CaseVerdict.Finding,
        Findings =
        [
            new FindingRecord
            {
                Kind = FindingKind.Leak, Title = one.Key, Fingerprint = fingerprint, CoarseFingerprint = "coarse", Token = one.Key,
            },
        ],
    };

    private static FaultPoint Point(long ordinal, ulong site) => new()
    {
        Ordinal = ordinal,
        Ddi = "ExAllocatePoolWithTag",
        Family = "pool",
        Irql = 0,
        Phase = DriverPhase.Dispatch,
        Operation = new OperationId(2, 1),
        OperationName = "ioctl #3",
        Frames = ImmutableArray<DriverFrame>.Empty,
        Site = site,
        Occurrence = 1,
    };
}
