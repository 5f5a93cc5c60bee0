namespace Verifier.History;

/// <summary>What became of one finding.</summary>
/// <param name="Fingerprint">The finding.</param>
/// <param name="Transition">What became of it.</param>
/// <param name="Reason">Why, when it was not run.</param>
public sealed record FindingTransition(string Fingerprint, Transition Transition, NotRunReason Reason = NotRunReason.None);
