using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Checks;

/// <summary>Refuses expectations that are about no driver of the scenario, and warns of those that say more than is judged.</summary>
internal static class ExpectationCheck
{
    /// <summary>Checks a scenario.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="context">The context of the script, which takes diagnostics.</param>
    public static void Run(Scenario scenario, BindingContext context)
    {
        foreach (var expectation in scenario.Expectations.Where(e => (e.Finding is not null || e.Outcome is not null) && IsOfNobody(e.Driver, scenario)))
        {
            context.Report(
                DiagnosticCodes.ExpectationOfNobody,
                expectation.Source,
                $"'drivers' selects no driver that '{expectation.Driver}' matches ({string.Join(", ", scenario.Drivers.Select(d => d.Text))}); mend the name, or select it");
        }

        if (scenario.Explore is null)
        {
            return;
        }

        foreach (var expectation in scenario.Expectations.Where(e => e is { Outcome: not null, Count: not null }))
        {
            context.Report(
                DiagnosticCodes.NotJudged,
                expectation.Source,
                "outcomes are not counted in an exploration, where each run has its own: leave 'count' out, and the outcome holds in every run");
        }
    }

    // Whether two patterns have a name in common is known when the drivers are.
    private static bool IsOfNobody(Glob driver, Scenario scenario) => scenario.Drivers.Length > 0
        && (!driver.HasWildcards || scenario.Drivers.All(d => !d.Name.HasWildcards))
        && !scenario.Drivers.Any(d => driver.HasWildcards ? driver.Matches(d.Name.Pattern) : d.Name.Matches(driver.Pattern));
}
