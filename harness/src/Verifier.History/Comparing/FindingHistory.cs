using System.Collections.Immutable;

namespace Verifier.History.Comparing;

/// <summary>What is known of a finding, and what tonight's runs say about it.</summary>
/// <param name="AtSince">How it stood at the end of the night that is compared with.</param>
/// <param name="Before">How it stood before tonight.</param>
/// <param name="IsSeen">Did a run of tonight show it?</param>
/// <param name="Points">Its fault points: where it failed, ever.</param>
public sealed record FindingHistory(Standing AtSince, Standing Before, bool IsSeen, ImmutableArray<PointTonight> Points);
