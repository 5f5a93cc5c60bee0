using Verifier.Engine.Exploration;
using Verifier.Scenarios.Model;
using Verifier.Tests.Engine.Exploration;

namespace Verifier.Tests.Engine.Verdicts.Contract;

/// <summary>Bytes of an output that the script says vary are not compared; all others are.</summary>
public sealed class VariesTests
{
    [Test]
    public void Counter_of_refused_requests_is_lost_state_until_the_script_says_that_it_varies()
    {
        var group = Explore(flaw: 0, string.Empty, ExploreStrategies.Each).Groups.First();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(group.Exemplar.Kind, Is.EqualTo(FindingKind.StateLost));
            Assert.That(group.Exemplar.Details, Has.Some.EqualTo(
                "Only bytes 4, 8 of the output differ. If a counter or a serial number is there, add 'varies: [4, 8]' to read-back."));
        }
    }

    [TestCase(", varies: [4..7, 8..15]")]
    [TestCase(", varies: [8..15, 4..7]")]
    [TestCase(", varies: 4..15")]
    public void Counters_that_vary_are_no_finding_whatever_fails(string varies) =>
        Assert.That(Explore(flaw: 0, varies, ExploreStrategies.All).Groups.Select(g => g.Exemplar.Title), Is.Empty);

    [Test]
    public void Twin_that_changes_one_byte_beside_them_is_found()
    {
        var group = Explore(flaw: 1, ", varies: [4..15]", ExploreStrategies.Each).Groups.First();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(group.Exemplar.Kind, Is.EqualTo(FindingKind.StateLost));
            Assert.That(group.Exemplar.Title, Does.Contain("byte 31 is 01 instead of 00"));
            Assert.That(group.Exemplar.Details, Has.Some.Contains("Only byte 31 of the output differs").And.Contains("'varies: [4..15, 31]'"));
        }
    }

    [TestCase(", varies: [4..7]", "byte 8 is")]
    [TestCase(", varies: [5..15]", "byte 4 is")]
    [TestCase(", varies: [4..7, 9..15]", "byte 8 is")]
    public void Byte_that_the_script_does_not_name_is_compared(string varies, string what) =>
        Assert.That(Explore(flaw: 0, varies, ExploreStrategies.Each).Groups.Select(g => g.Exemplar.Title), Has.Some.Contains(what));

    // All that was kept differs: no counter, so no word is suggested.
    [Test]
    public void Many_bytes_that_differ_suggest_nothing()
    {
        var outcome = PlantedExploration.Explore(() => new Verifier.Canaries.CanaryStateLost(), PlantedExploration.WriteTwiceAndRead, ExploreStrategies.Each);
        Assert.That(outcome.Groups.SelectMany(g => g.Exemplar.Details), Has.None.Contains("varies"));
    }

    private static CampaignOutcome Explore(byte flaw, string varies, ExploreStrategies strategies)
    {
        var workload =
            $$"""
            workload:
              - load
              - open: { device: \Device\Planted, as: h }
              - write: { on: h, data: "text:first", name: first }
              - write: { on: h, data: "text:second", name: second }
              - read: { on: h, length: 32, name: read-back{{varies}} }
              - close: h
              - unload
            """;
        var outcome = PlantedExploration.Explore(() => new CountingDevice(flaw), workload, strategies);
        Assert.That(outcome.Results, Is.Not.Empty);
        return outcome;
    }
}
