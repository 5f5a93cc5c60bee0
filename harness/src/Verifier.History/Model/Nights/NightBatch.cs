using System.Collections.Immutable;

namespace Verifier.History;

/// <summary>All that came of one scenario with one driver: stored in one transaction, whole or not at all.</summary>
public sealed record NightBatch
{
    /// <summary>The script and the driver.</summary>
    public required TargetRow Target { get; init; }

    /// <summary>Its runs.</summary>
    public ImmutableArray<RunRow> Runs { get; init; } = [];

    /// <summary>Its findings.</summary>
    public ImmutableArray<FindingObservation> Findings { get; init; } = [];

    /// <summary>Its fault sites.</summary>
    public ImmutableArray<SiteRow> Sites { get; init; } = [];

    /// <summary>Advice about memory, if it was asked for.</summary>
    public ImmutableArray<AdviceRow> Advice { get; init; } = [];
}
