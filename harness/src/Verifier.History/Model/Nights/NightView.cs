using System.Collections.Immutable;

namespace Verifier.History;

/// <summary>Everything that a report of one night needs, and a slice of the nights before it. Read at one moment.</summary>
public sealed record NightView
{
    /// <summary>The night.</summary>
    public required NightRecord Night { get; init; }

    /// <summary>The night it is compared with; null when there is none.</summary>
    public NightRecord? Since { get; init; }

    /// <summary>What changed.</summary>
    public required NightComparison Comparison { get; init; }

    /// <summary>Drivers with scenarios that failed in the night compared with.</summary>
    public ImmutableArray<TargetPair> FailedBefore { get; init; } = [];

    /// <summary>Targets, by driver and scenario.</summary>
    public ImmutableArray<TargetRow> Targets { get; init; } = [];

    /// <summary>The runs that are kept, in the order of the targets.</summary>
    public ImmutableArray<RunRow> Runs { get; init; } = [];

    /// <summary>Runs that were dropped since, by driver and scenario.</summary>
    public ImmutableArray<DroppedRuns> Dropped { get; init; } = [];

    /// <summary>The findings of <see cref="Comparison"/>, in its order.</summary>
    public ImmutableArray<FindingView> Findings { get; init; } = [];

    /// <summary>Fault sites, in the order of the targets and their golden runs.</summary>
    public ImmutableArray<SiteRow> Sites { get; init; } = [];

    /// <summary>Advice about memory, what is worth most first.</summary>
    public ImmutableArray<AdviceRow> Advice { get; init; } = [];

    /// <summary>This night and those before it, the oldest first.</summary>
    public required HistorySlice Slice { get; init; }
}
