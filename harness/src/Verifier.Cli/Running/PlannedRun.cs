using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;

namespace Verifier.Cli.Running;

/// <summary>One run to be done, and what of its script this version cannot do.</summary>
/// <param name="Plan">The run.</param>
internal sealed record PlannedRun(Plan Plan)
{
    /// <summary>Why whatever comes out cannot be trusted to be all; null when it can.</summary>
    public string? Inconclusive => Unjudgeable
        ?? (Plan.Scenario.Explore is null ? null : "explore: is not available yet; only the explicit faults were run");

    /// <summary>Why the run cannot be judged and is not done; null when it can.</summary>
    public string? Unjudgeable => Plan.Scenario.Expectations.Any(e => e.Finding is FindingKind.Swallowed or FindingKind.NotRecovered)
        ? "findings of the kinds swallowed and not-recovered are not available yet; not run"
        : null;
}
