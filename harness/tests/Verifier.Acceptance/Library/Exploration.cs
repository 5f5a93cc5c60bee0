using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;

namespace Verifier.Acceptance.Library;

/// <summary>Explores a scenario with a driver in this process, one case after the other.</summary>
internal static class Exploration
{
    /// <summary>Runs the whole campaign.</summary>
    public static CampaignOutcome Explore(ScenarioRunner runner, Plan golden, ExploreSettings settings)
    {
        var explorer = new Explorer(runner, golden);
        var campaign = new Campaign(golden, settings, explorer.Record());
        while (campaign.TryTake(out var one))
        {
            campaign.Accept(explorer.Try(one!));
        }

        return campaign.Outcome();
    }
}
