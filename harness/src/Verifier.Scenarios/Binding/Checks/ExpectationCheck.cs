using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Checks;

/// <summary>Warns of expectations that say more than is judged.</summary>
internal static class ExpectationCheck
{
    /// <summary>Checks a scenario.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="context">Told what is doubtful.</param>
    public static void Run(Scenario scenario, BindingContext context)
    {
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
}
