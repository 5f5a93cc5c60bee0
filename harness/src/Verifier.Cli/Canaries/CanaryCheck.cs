using System.Collections.Immutable;
using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Engine.Verdicts;
using Verifier.Scenarios.Model;

namespace Verifier.Cli.Canaries;

/// <summary>
/// Tries the oracles on planted defects before their results count (decision D8): each defect must be found as what it is, and nothing must
/// be found where there is none. In this process.
/// </summary>
internal static class CanaryCheck
{
    /// <summary>Runs all canaries.</summary>
    public static CanaryReport Run(ImmutableArray<Canary> canaries)
    {
        using var runner = new ScenarioRunner();
        return new CanaryReport([.. canaries.Select(canary => Try(runner, canary))]);
    }

    private static CanaryResult Try(ScenarioRunner runner, Canary canary)
    {
        var (isFound, seen) = Find(runner, canary.Script, canary.Flawed);
        var (_, alarms) = Find(runner, canary.Script, canary.Sound);
        return new CanaryResult(canary.Script.Scenario.Name, isFound, seen, alarms);
    }

    private static (bool IsExpectedFound, ImmutableArray<string> Surprises) Find(
        ScenarioRunner runner, ScenarioScript script, DriverUnderTest driver)
    {
        var plan = Planner.Make(script, driver);
        if (script.Scenario.Explore is { } settings)
        {
            var outcome = new Explorer(runner, plan).Explore(settings);
            var isComplete = outcome.Completeness.IsComplete && !outcome.Results.IsEmpty;
            return (outcome.Groups.Any(group => group.Exemplar.IsExpected),
                isComplete ? outcome.Surprises : [.. outcome.Surprises, "the exploration is not complete"]);
        }

        var result = runner.Run(plan);
        var expectations = new ExpectationSet(script.Scenario, driver.Name);
        return (result.Findings.Any(expectations.IsExpected), result.Surprises);
    }
}
