using System.Collections.Immutable;

namespace Verifier.History;

/// <summary>What changed from one night to another.</summary>
public sealed record NightComparison
{
    /// <summary>The night.</summary>
    public required long Night { get; init; }

    /// <summary>The night it is compared with; null when there is none.</summary>
    public long? Since { get; init; }

    /// <summary>Nights between the two that did not come to their end: they still run, or were killed. Nothing is compared with them.</summary>
    public ImmutableArray<long> Unfinished { get; init; } = [];

    /// <summary>Each finding that was seen tonight or was open before, once: in the order of transitions, then by driver and fingerprint.</summary>
    public ImmutableArray<FindingTransition> Findings { get; init; } = [];

    /// <summary>How many findings have a transition; all transitions together are all <see cref="Findings"/>.</summary>
    public int Count(Transition transition) => Findings.Count(f => f.Transition == transition);
}
