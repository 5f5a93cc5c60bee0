using System.Collections.Immutable;

namespace Verifier.History;

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
