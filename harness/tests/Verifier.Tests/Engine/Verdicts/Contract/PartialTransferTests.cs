using Verifier.Engine.Exploration;
using Verifier.Scenarios.Model;
using Verifier.Tests.Engine.Exploration;

namespace Verifier.Tests.Engine.Verdicts.Contract;

/// <summary>A read or write may transfer less where the script allows it; later operations must agree with what it reported.</summary>
public sealed class PartialTransferTests
{
    [TestCase(Transfer.Half, "4")]
    [TestCase(Transfer.Half, "1")]
    [TestCase(Transfer.Nothing, "0")]
    public void Partial_transfer_that_later_operations_agree_with_is_no_finding_whatever_fails(Transfer transfer, string least) =>
        Assert.That(Explore(transfer, $", at-least: {least}", ExploreStrategies.All).Groups.Select(g => g.Exemplar.Title), Is.Empty);

    [Test]
    public void Without_the_word_it_is_a_finding_that_names_the_word()
    {
        var groups = Explore(Transfer.Half, string.Empty, ExploreStrategies.Each).Groups;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(groups.Select(g => g.Exemplar.Kind), Is.Not.Empty.And.All.EqualTo(FindingKind.Swallowed));
            Assert.That(groups.SelectMany(g => g.Exemplar.Details), Has.Some.Contains("'at-least: 4' to first-write"));
            Assert.That(groups.SelectMany(g => g.Exemplar.Details), Has.Some.Contains("'at-least: 4' to first-read"));
        }
    }

    [Test]
    public void Fewer_bytes_than_the_minimum_are_a_finding_that_names_the_minimum()
    {
        var groups = Explore(Transfer.Half, ", at-least: 5", ExploreStrategies.Each).Groups;
        Assert.That(groups.SelectMany(g => g.Exemplar.Details), Has.Some.Contains("not of fewer than 'at-least: 5'"));
    }

    [TestCase(Transfer.HalfSaidQuarterDone)]
    [TestCase(Transfer.HalfSaidWholeDone)]
    public void Partial_write_and_partial_read_that_do_not_do_what_they_report_are_found(Transfer transfer)
    {
        var groups = Explore(transfer, ", at-least: 1", ExploreStrategies.Each).Groups;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(groups.Select(g => g.Exemplar.Kind), Is.All.EqualTo(FindingKind.Swallowed));
            Assert.That(groups.Select(g => g.Exemplar.Place.Select(f => f.Routine).First(r => r is "Write" or "Read")).Distinct(), Is.EquivalentTo(new[] { "Write", "Read" }));
        }
    }

    private static CampaignOutcome Explore(Transfer transfer, string least, ExploreStrategies strategies)
    {
        var workload =
            $$"""
            workload:
              - load
              - open: { device: \Device\Planted, as: h }
              - write: { on: h, data: "text:abcdefgh", name: first-write{{least}} }
              - write: { on: h, data: "text:ABCDEFGH", name: second-write{{least}} }
              - read: { on: h, length: 8, name: first-read{{least}} }
              - read: { on: h, length: 64, name: second-read{{(least.Length > 0 ? ", at-least: 0" : string.Empty)}} }
              - close: h
              - unload
            """;
        var outcome = PlantedExploration.Explore(() => new StreamDevice(transfer), workload, strategies);
        Assert.That(outcome.Results, Is.Not.Empty);
        return outcome;
    }
}
