using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Checks;

/// <summary>A regression says what must not come back: without such an entry it watches nothing.</summary>
internal static class RegressionCheck
{
    /// <summary>Checks a scenario.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="context">The context of the script, which takes diagnostics.</param>
    public static void Run(Scenario scenario, BindingContext context)
    {
        if (scenario.IsRegression && !scenario.Expectations.Any(e => e.Finding is not null) && !context.Diagnostics.HasErrors)
        {
            context.Report(DiagnosticCodes.RegressionOfNothing, scenario.Source,
                "'regression: true' needs an entry with 'finding' under 'expect': the finding that must not come any more");
        }
    }
}
