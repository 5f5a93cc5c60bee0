using System.Collections.Immutable;

namespace Verifier.History.Comparing;

/// <summary>The earlier state of a finding, and the results of tonight's runs.</summary>
/// <param name="AtSince">State at the end of the night that is compared with.</param>
/// <param name="Before">State before tonight.</param>
/// <param name="IsSeen">True if a run of tonight showed it.</param>
/// <param name="Points">Its fault points: where it failed, ever.</param>
public sealed record FindingHistory(Standing AtSince, Standing Before, bool IsSeen, ImmutableArray<PointTonight> Points);
