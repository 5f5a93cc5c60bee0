using Verifier.Engine.Economy;
using Verifier.Engine.Exploration;
using Verifier.Scenarios.Model;
using Verifier.Tests.Engine.Exploration;

namespace Verifier.Tests.Engine.Economy;

/// <summary>A second attempt that never helps although it gets its memory is advice that names both places; it is no finding.</summary>
public sealed class FallbackAdviceTests
{
    private const string Writes =
        """
        workload:
          - load
          - open: { device: \Device\Planted, as: h }
          - write: { on: h, data: "fill:16:41", name: small }
          - write: { on: h, data: "fill:640:42", name: large }
          - close: h
          - unload
        """;

    [TestCase(ExploreStrategies.All)]
    [TestCase(ExploreStrategies.Second)]
    public void Fallback_that_never_works_is_advice_with_both_places(ExploreStrategies strategies)
    {
        var outcome = Explore(SecondAttempt.Futile, strategies);
        var advice = outcome.Economy!.Advice.Single(a => a.Kind == AdviceKind.FallbackNeverWorks);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Groups, Is.Empty);
            Assert.That(advice.Site, Does.Match(@"^ExAllocatePoolWithTag in FallbackDevice\.Write \(FallbackDevice\.cs:\d+\)$"));
            Assert.That(advice.Text, Does.Match(@"ExAllocatePoolWithTag \(16 bytes, tag 'Plnt'\) in FallbackDevice\.Write \(FallbackDevice\.cs:\d+\) is tried instead"));
            Assert.That(advice.Text, Does.Contain("all 2 times").And.Contains("small, large"));
        }
    }

    [TestCase(SecondAttempt.Helpful)]
    [TestCase(SecondAttempt.HelpfulForSmall)]
    [TestCase(SecondAttempt.Logged)]
    public void Fallback_that_works_once_or_is_none_is_no_advice(SecondAttempt second)
    {
        var advice = Explore(second, ExploreStrategies.All).Economy?.Advice ?? [];
        Assert.That(advice.Select(a => a.Kind), Has.None.EqualTo(AdviceKind.FallbackNeverWorks));
    }

    private static CampaignOutcome Explore(SecondAttempt second, ExploreStrategies strategies) =>
        PlantedExploration.Explore(() => new FallbackDevice(second), Writes, strategies);
}
