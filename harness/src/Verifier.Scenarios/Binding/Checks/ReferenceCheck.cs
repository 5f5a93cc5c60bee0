using System.Collections.Immutable;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Checks;

/// <summary>
/// Checks what faults and expectations say about operations by name, and that the scenario can fail anything where it says when.
/// </summary>
internal static class ReferenceCheck
{
    /// <summary>Checks a scenario.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="names">Its operations by name.</param>
    /// <param name="context">The context of the script, which takes diagnostics.</param>
    public static void Run(Scenario scenario, OperationNames names, BindingContext context)
    {
        foreach (FaultRule rule in scenario.Faults)
        {
            Need(rule.Where.Operations, rule.Where.Source);
            if (rule.When.DelayOperation is { } name)
            {
                Need([new Glob(name)], rule.When.Source);
            }
        }

        foreach (Expectation expectation in scenario.Expectations)
        {
            Need(expectation.Operation is { } operation ? [operation] : [], expectation.Source);
        }

        void Need(ImmutableArray<Glob> globs, SourceSpan span)
        {
            foreach (Glob glob in globs.Where(g => !names.All.Any(n => g.Matches(n)) && !context.IsDeclared(g.Pattern)))
            {
                string message = glob.HasWildcards
                    ? $"the pattern '{glob}' matches no operation's name"
                    : $"no operation has the name '{glob}'; an operation gets one by its key 'name'";
                bool isListed = names.All.Count is > 0 and <= 20;
                context.Diagnostics.Add(DiagnosticCodes.UnknownOperationName, span, message, glob.Pattern, names.All, isListed);
            }
        }
    }
}
