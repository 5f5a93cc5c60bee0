namespace Verifier.Scenarios.Model;

/// <summary>A fault site that may fail without a finding, and why.</summary>
public sealed record BenignSite : ScenarioNode
{
    /// <summary>The site: stack id, or a glob over <c>DDI in Routine</c>.</summary>
    public required string Site { get; init; }

    /// <summary>The reason; never empty.</summary>
    public required string Why { get; init; }
}
