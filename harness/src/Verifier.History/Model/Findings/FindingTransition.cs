namespace Verifier.History;

/// <summary>The transition of one finding.</summary>
/// <param name="Fingerprint">The finding.</param>
/// <param name="Transition">The transition.</param>
/// <param name="Reason">The reason, if it was not run.</param>
public sealed record FindingTransition(string Fingerprint, Transition Transition, NotRunReason Reason = NotRunReason.None);
