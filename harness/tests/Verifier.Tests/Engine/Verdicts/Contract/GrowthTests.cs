using Verifier.Engine.Exploration;
using Verifier.Scenarios.Model;
using Verifier.Tests.Engine.Exploration;

namespace Verifier.Tests.Engine.Verdicts.Contract;

/// <summary>Growth is bytes that rise at each of four repetitions and are left after cleanup, removal and unload.</summary>
public sealed class GrowthTests
{
    private const string Writes =
        """
        workload:
          - load
          - open: { device: \Device\Planted, as: h }
          - write: { on: h, data: "text:first", name: first }
          - write: { on: h, data: "text:second", name: second }

        """;

    private const string WritesAndUnload = Writes + "  - close: h\n  - unload\n";

    private const string Life =
        """
        workload:
          - load
          - start
          - open: { device: \Device\SpikeNic, as: h }
          - interrupt
          - read: { on: h, length: 64 }
          - close: h
          - remove
          - unload
        """;

    [Test]
    public void Fallback_to_two_halves_in_a_request_is_no_leak_whether_or_not_the_script_unloads()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Kinds(Keeping.InHalves, WritesAndUnload), Is.Empty);
            Assert.That(Kinds(Keeping.InHalves, Writes), Is.Empty);
            Assert.That(Kinds(Keeping.InHalves, "verifier: standard\n" + WritesAndUnload), Is.Empty);
        }
    }

    [Test]
    public void Fallback_to_two_halves_at_START_is_no_leak() => Assert.That(
        PlantedExploration.Explore(() => new RingNic(forgets: false), Life, ExploreStrategies.All).Groups.Select(g => g.Exemplar.Title), Is.Empty);

    [Test]
    public void Half_that_only_the_fallback_at_START_forgets_is_a_leak() => Assert.That(
        PlantedExploration.Explore(() => new RingNic(forgets: true), Life, ExploreStrategies.Each).Groups.Select(g => (g.Exemplar.Kind, g.Exemplar.Tag)),
        Is.EqualTo(new[] { (FindingKind.Leak, "Ring") }));

    [TestCase(Writes)]
    [TestCase(WritesAndUnload)]
    public void Note_that_only_the_fallback_forgets_is_a_leak(string workload)
    {
        var group = Explore(Keeping.InHalvesForgetting, workload, ExploreStrategies.Each).Groups.Single();
        Assert.That((group.Exemplar.Kind, group.Exemplar.Tag), Is.EqualTo((FindingKind.Leak, "PlnO")));
    }

    [TestCase(Keeping.NotedInRing)]
    [TestCase(Keeping.NotedAndDropped)]
    public void What_unload_frees_and_has_a_bound_is_no_leak_however_it_grew(Keeping keeping)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Kinds(keeping, Writes), Is.Empty);
            Assert.That(Kinds(keeping, WritesAndUnload), Is.Empty);
        }
    }

    [TestCase(Writes)]
    [TestCase(WritesAndUnload)]
    public void Note_of_every_failure_until_unload_is_a_leak_for_it_has_no_bound(string workload)
    {
        var group = Explore(Keeping.NotedInList, workload, ExploreStrategies.Each).Groups.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(group.Exemplar.Kind, Is.EqualTo(FindingKind.Leak));
            Assert.That(group.Exemplar.Title, Does.Contain("keeps 16 bytes more, and gives it back only at unload"));
        }
    }

    // One failure is undone at unload: only the second loses the first's note, so no census of a run with one fault shows it.
    [Test]
    public void Note_that_the_next_failure_forgets_is_a_leak() => Assert.That(
        PlantedExploration.Explore(() => new LastNoteCanary(), PlantedExploration.WriteTwiceAndRead, ExploreStrategies.Each).Groups.Select(g => g.Exemplar.Title),
        Has.One.Contains("bytes more, which unload does not give back"));

    [Test]
    public void What_is_kept_once_is_no_growth() => Assert.That(Kinds(Keeping.NotedOnce, Writes), Is.Empty);

    [TestCase(Keeping.ForgottenInTurn)]
    [TestCase(Keeping.ForgottenByTwoTags)]
    public void Notes_of_two_sizes_or_two_tags_in_turn_are_a_leak(Keeping keeping)
    {
        // Nothing is unloaded: only the growth shows it.
        var group = Explore(keeping, Writes, ExploreStrategies.Each).Groups.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(group.Exemplar.Kind, Is.EqualTo(FindingKind.Leak));
            Assert.That(group.Exemplar.Title, Does.Contain("each time").And.Contains("bytes more, which it does not give back"));
            Assert.That(group.Exemplar.Details, Has.Some.StartsWith("held after each time: "));
        }
    }

    [Test]
    public void Growth_is_found_with_the_option_that_stops_at_unload_too() => Assert.That(
        Explore(Keeping.ForgottenInTurn, "verifier: standard\n" + Writes, ExploreStrategies.Each).Groups.Select(g => g.Exemplar.Kind),
        Is.EqualTo(new[] { FindingKind.Leak }));

    private static IEnumerable<FindingKind> Kinds(Keeping keeping, string workload) =>
        Explore(keeping, workload, ExploreStrategies.All).Groups.Select(g => g.Exemplar.Kind);

    private static CampaignOutcome Explore(Keeping keeping, string workload, ExploreStrategies strategies)
    {
        var outcome = PlantedExploration.Explore(() => new KeepingDevice(keeping), workload, strategies);
        Assert.That(outcome.Results, Is.Not.Empty);
        return outcome;
    }
}
