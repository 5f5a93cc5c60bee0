namespace Verifier.History;

/// <summary>A finding and how it stands.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Standing">Open, or fixed; unknown when only nights that did not end saw it.</param>
public sealed record FindingSummary(FindingRow Finding, Standing Standing);
