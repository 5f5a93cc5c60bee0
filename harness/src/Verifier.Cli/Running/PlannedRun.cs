using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;

namespace Verifier.Cli.Running;

/// <summary>One run to be done, and what of its script a single run cannot do.</summary>
/// <param name="Plan">The run.</param>
internal sealed record PlannedRun(Plan Plan)
{
    /// <summary>Why the run cannot be judged and is not done; null when it can.</summary>
    public string? Unjudgeable => Plan.Scenario.Expectations.Any(e => e.Finding is FindingKind.Swallowed or FindingKind.NotRecovered)
        ? "only exploration makes findings of the kinds swallowed and not-recovered: add explore: to the script, or give --explore; not run"
        : null;
}
