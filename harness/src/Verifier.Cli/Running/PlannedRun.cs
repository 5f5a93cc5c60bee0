using Verifier.Engine.Planning;

namespace Verifier.Cli.Running;

/// <summary>One run to be done, and what of its script this version cannot do.</summary>
/// <param name="Plan">The run.</param>
internal sealed record PlannedRun(Plan Plan)
{
    /// <summary>Why whatever comes out cannot be trusted to be all; null when it can.</summary>
    public string? Inconclusive => Plan.Scenario.Explore is null ? null : "explore: is not available yet; only the explicit faults were run";
}
