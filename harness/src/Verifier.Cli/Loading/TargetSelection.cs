using Verifier.Cli.Settings;
using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;
using Verifier.Workers.Running;

namespace Verifier.Cli.Loading;

/// <summary>The selected runs that are explored, and their settings.</summary>
internal static class TargetSelection
{
    /// <summary>The target that a planned run becomes; null for one that is only run.</summary>
    public static ExplorationTarget? Of(Plan plan, RunSettings settings)
    {
        if (settings.Explore.Strategies is null && plan.Scenario.Explore is null)
        {
            return null;
        }

        // Asked for on the command line, exploration stands instead of the script's faults; asked for by the script, on top of them.
        var golden = settings.Explore.Strategies is null ? plan : Planner.Vary(plan, plan.Variation with { RestsScriptFaults = true });
        return new ExplorationTarget(golden, SettingsOf(plan.Scenario.Explore, settings));
    }

    private static ExploreSettings SettingsOf(ExploreSettings? own, RunSettings settings)
    {
        var explore = settings.Explore;
        var strategies = explore.Strategies ?? own!.Strategies;
        var result = own ?? new ExploreSettings { Strategies = strategies };
        return result with
        {
            Strategies = strategies,
            Advises = explore.Advises,
            BudgetRuns = explore.BudgetRuns ?? result.BudgetRuns,
            BudgetTime = explore.BudgetTime ?? result.BudgetTime,
            Shard = settings.Shard == Shard.Whole ? result.Shard : settings.Shard,
            Seed = settings.Seed is null ? result.Seed : null,
        };
    }
}
