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

/// <summary>A finding as a night's report shows it.</summary>
public sealed record FindingView
{
    /// <summary>The finding.</summary>
    public required FindingRow Finding { get; init; }

    /// <summary>What became of it.</summary>
    public required Transition Transition { get; init; }

    /// <summary>Why, when it was not run.</summary>
    public NotRunReason Reason { get; init; }

    /// <summary>The list in which it stands.</summary>
    public FindingState State => FindingStates.Of(Transition, Finding.IsExpected || Finding.Benign is not null, Known, IsExpired);

    /// <summary>Did a run of tonight show it?</summary>
    public bool IsSeen => !Scenarios.IsEmpty;

    /// <summary>Fingerprints of the findings that its places show instead, when it is masked; what shows at most of them first.</summary>
    public ImmutableArray<string> MaskedBy { get; init; } = [];

    /// <summary>Places where it was open before tonight.</summary>
    public int Places { get; init; }

    /// <summary>Those of them that were executed tonight and passed.</summary>
    public int PlacesPassed { get; init; }

    /// <summary>The entry of the list of known findings that accepts it; null when none does.</summary>
    public KnownFinding? Known { get; init; }

    /// <summary>Was that entry over on that night?</summary>
    public bool IsExpired { get; init; }

    /// <summary>Where it was before its routine was renamed or moved, the latest move; null when it never was.</summary>
    public FindingMove? Move { get; init; }

    /// <summary>Its runs tonight, by scenario; empty when it was not seen.</summary>
    public ImmutableArray<FindingInScenario> Scenarios { get; init; } = [];

    /// <summary>The run that shows it best: tonight's, or that of the last night that saw it.</summary>
    public required Exemplar Exemplar { get; init; }

    /// <summary>One mark for each night of the slice, the oldest first.</summary>
    public ImmutableArray<NightMark> Strip { get; init; } = [];

    /// <summary>Fingerprints of findings of this view that may be the same defect.</summary>
    public ImmutableArray<string> Related { get; init; } = [];
}

/// <summary>A driver with a scenario.</summary>
/// <param name="Driver">Name of the driver.</param>
/// <param name="Scenario">Name of the scenario.</param>
public sealed record TargetPair(string Driver, string Scenario);

/// <summary>How many runs of a scenario show a finding.</summary>
/// <param name="Scenario">Name of the scenario.</param>
/// <param name="Runs">Failing runs.</param>
public sealed record FindingInScenario(string Scenario, int Runs);

/// <summary>A finding in one night.</summary>
/// <param name="Night">The night.</param>
/// <param name="Transition">What became of it against the night compared with then; null when it was unknown, or fixed already.</param>
public sealed record NightMark(long Night, Transition? Transition);

/// <summary>Runs that were dropped: counted, not lost.</summary>
/// <param name="Driver">Name of the driver.</param>
/// <param name="Scenario">Name of the scenario.</param>
/// <param name="Passing">How many that passed.</param>
/// <param name="Failing">How many that failed or had no verdict: the slowest of more than are kept.</param>
public sealed record DroppedRuns(string Driver, string Scenario, long Passing, long Failing)
{
    /// <summary>All of them.</summary>
    public long Runs => Passing + Failing;
}
