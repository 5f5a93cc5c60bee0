using System.Collections.Immutable;

namespace Verifier.Scenarios.Model;

/// <summary>One step of a workload.</summary>
public abstract record Operation : ScenarioNode
{
    /// <summary>
    /// Name used by reports, by <c>check</c>, <c>cancel</c> and <c>wait</c>, and by fault rules; null if the script gives none.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>
    /// The statuses with one of which it must end when nothing is made to fail; empty for any success. A script's <c>status</c>.
    /// </summary>
    public ImmutableArray<StatusCode> AllowedStatuses { get; init; } = [];

    /// <summary>The script's word for this kind of operation, such as <c>surprise-remove</c>.</summary>
    public abstract string Word { get; }
}
