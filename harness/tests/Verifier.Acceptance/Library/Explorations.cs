using System.Collections.Concurrent;
using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;
using Verifier.Workers.Running;

namespace Verifier.Acceptance.Library;

/// <summary>Everything explored with <c>all</c>, in this process: each scenario with each driver once, whichever tests ask for it.</summary>
internal static class Explorations
{
    // Thousands of requests each: one fault point of every site stands for all, and each limit is lowered some of the way.
    private const long RunsOfLongScenario = 24;

    private static readonly HashSet<string> LongScenarios =
        ["must-succeed-short", "spike-nic-both-simulations", "leaky-low-resources", "leaky-low-resources-c", "low-resources"];

    private static readonly ConcurrentDictionary<(string Path, string Driver), Lazy<IReadOnlyList<Exploration>>> Known = [];

    /// <summary>
    /// The explorations of a script with a driver: one in place of the script's faults, as <c>--explore all</c> does it, and one on top of
    /// them if the script itself explores. Several threads may ask.
    /// </summary>
    public static IReadOnlyList<Exploration> Of(ScenarioScript script, DriverUnderTest driver) =>
        Known.GetOrAdd((script.Path, driver.Name), _ => new Lazy<IReadOnlyList<Exploration>>(() => Explore(script, driver))).Value;

    private static List<Exploration> Explore(ScenarioScript script, DriverUnderTest driver)
    {
        using var runner = new ScenarioRunner();
        var isLong = LongScenarios.Contains(script.Scenario.Name);
        var settings = new ExploreSettings
        {
            Strategies = isLong ? ExploreStrategies.Stacks | ExploreStrategies.Exhaust : ExploreStrategies.All,
            BudgetRuns = isLong ? RunsOfLongScenario : null,
        };
        var inPlace = Planner.Make(script, driver, null, new Variation { RestsScriptFaults = true });
        List<Exploration> explorations = [Explore("explored in place of the script's faults", new ExplorationTarget(inPlace, settings))];
        if (script.Scenario.Explore is { } own)
        {
            explorations.Add(Explore("explored as the script says", new ExplorationTarget(Planner.Make(script, driver), own)));
        }

        return explorations;

        Exploration Explore(string title, ExplorationTarget target) => new(title, target, new Explorer(runner, target.Golden).Explore(target.Settings));
    }
}
