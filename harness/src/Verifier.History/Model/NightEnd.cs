namespace Verifier.History;

/// <summary>What is known of a night only when it is over.</summary>
/// <param name="Duration">How long it took; kept to the millisecond.</param>
/// <param name="Trust">What it proved of its own oracles.</param>
public sealed record NightEnd(TimeSpan Duration, TrustFacts Trust);
