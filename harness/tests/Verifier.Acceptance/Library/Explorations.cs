using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;

namespace Verifier.Acceptance.Library;

/// <summary>Everything explored with <c>all</c>, in this process: each scenario with each driver once, whichever tests ask for it.</summary>
internal static class Explorations
{
    // Thousands of requests each: one fault point of every site stands for all, and each limit is lowered some of the way.
    private const long RunsOfLongScenario = 24;

    private static readonly HashSet<string> LongScenarios =
        ["must-succeed-short", "spike-nic-both-simulations", "leaky-low-resources", "low-resources"];

    private static readonly Dictionary<(string Path, string Driver), IReadOnlyList<CampaignOutcome>> Known = [];

    /// <summary>
    /// The explorations of a script with a driver: one in place of the script's faults, as <c>--explore all</c> does it, and one on top of
    /// them if the script itself explores.
    /// </summary>
    public static IReadOnlyList<CampaignOutcome> Of(ScenarioScript script, DriverUnderTest driver)
    {
        lock (Known)
        {
            if (!Known.TryGetValue((script.Path, driver.Name), out var outcomes))
            {
                outcomes = Explore(script, driver);
                Known.Add((script.Path, driver.Name), outcomes);
            }

            return outcomes;
        }
    }

    private static List<CampaignOutcome> Explore(ScenarioScript script, DriverUnderTest driver)
    {
        using var runner = new ScenarioRunner();
        var isLong = LongScenarios.Contains(script.Scenario.Name);
        var settings = new ExploreSettings
        {
            Strategies = isLong ? ExploreStrategies.Stacks | ExploreStrategies.Exhaust : ExploreStrategies.All,
            BudgetRuns = isLong ? RunsOfLongScenario : null,
        };
        var inPlace = Planner.Make(script, driver, null, new Variation { RestsScriptFaults = true });
        List<CampaignOutcome> outcomes = [new Explorer(runner, inPlace).Explore(settings)];
        if (script.Scenario.Explore is { } own)
        {
            outcomes.Add(new Explorer(runner, Planner.Make(script, driver)).Explore(own));
        }

        return outcomes;
    }
}
