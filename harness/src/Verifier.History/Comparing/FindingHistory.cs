using System.Collections.Immutable;

namespace Verifier.History.Comparing;

/// <summary>What is known of a finding, and what tonight's runs say about it.</summary>
/// <param name="AtSince">How it stood at the end of the night that is compared with.</param>
/// <param name="Before">How it stood before tonight.</param>
/// <param name="IsSeen">Did a run of tonight show it?</param>
/// <param name="Points">Its fault points: where it failed, ever.</param>
public sealed record FindingHistory(Standing AtSince, Standing Before, bool IsSeen, ImmutableArray<PointTonight> Points);

/// <summary>A fault point of a finding, tonight.</summary>
/// <param name="IsOpen">Has it not passed since it last showed the finding?</param>
/// <param name="State">What became of it tonight.</param>
public readonly record struct PointTonight(bool IsOpen, PointState State);

/// <summary>What became of a fault point tonight.</summary>
public enum PointState
{
    /// <summary>It was executed and passed.</summary>
    Passed,

    /// <summary>It was executed and showed the finding in question.</summary>
    Failed,

    /// <summary>It was executed and showed other findings only.</summary>
    OtherFinding,

    /// <summary>It was executed and could not be judged.</summary>
    Inconclusive,

    /// <summary>Its scenario was run with its driver, but this point not.</summary>
    NotRun,

    /// <summary>Its scenario was not run with its driver.</summary>
    TargetNotRun,

    /// <summary>All points were executed, and it was not among them.</summary>
    Gone,
}
