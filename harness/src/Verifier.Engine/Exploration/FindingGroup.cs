using System.Collections.Immutable;

namespace Verifier.Engine.Exploration;

/// <summary>Failing runs with one fingerprint: one defect, the unit that people act on.</summary>
/// <param name="Fingerprint">What they have in common.</param>
/// <param name="CoarseFingerprint">What they may have in common with other groups.</param>
/// <param name="Exemplar">The finding of the shortest failing run.</param>
/// <param name="Cases">The keys of the cases, the exemplar's first; empty for a finding of the golden run.</param>
public sealed record FindingGroup(string Fingerprint, string CoarseFingerprint, CaseFinding Exemplar, ImmutableArray<string> Cases)
{
    /// <summary>True if the script calls the fault site benign.</summary>
    public bool IsBenign => Exemplar.Benign is not null;

    /// <summary>Other groups that may be the same defect: theirs is the same coarse fingerprint.</summary>
    public ImmutableArray<string> Related { get; init; } = [];
}
