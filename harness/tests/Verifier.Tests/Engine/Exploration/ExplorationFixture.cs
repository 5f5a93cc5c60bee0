using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Scenarios.Model;
using Verifier.Tests.Engine.Execution;

namespace Verifier.Tests.Engine.Exploration;

/// <summary>Explores the text of a script with one of the repository's drivers.</summary>
public abstract class ExplorationFixture : ScenarioFixture
{
    protected const string ArrayWorkload =
        """
        workload:
          - load
          - open: { device: \Device\ArrayCache, as: h }
          - ioctl: { on: h, code: 0x222000, in: "text:first" }
          - ioctl: { on: h, code: 0x222000, in: "text:second" }
          - ioctl: { on: h, code: 0x222004, out: 64, name: read-back }
          - close: h
          - unload
        """;

    protected static CampaignOutcome Explore(string driver, string body, ExploreStrategies strategies = ExploreStrategies.Each) =>
        Explore(driver, body, new ExploreSettings { Strategies = strategies });

    protected static CampaignOutcome Explore(string driver, string body, ExploreSettings settings)
    {
        using var runner = new ScenarioRunner();
        var plan = PlanOf(driver, body);
        return new Explorer(runner, plan).Explore(settings);
    }
}
