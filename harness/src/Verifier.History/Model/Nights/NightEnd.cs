using System.Collections.Immutable;

namespace Verifier.History;

/// <summary>What is known of a night only when it is over.</summary>
/// <param name="Duration">How long it took; kept to the millisecond.</param>
/// <param name="Trust">What it proved of its own oracles.</param>
public sealed record NightEnd(TimeSpan Duration, TrustFacts Trust)
{
    /// <summary>Findings that are known and accepted.</summary>
    public ImmutableArray<KnownFinding> Known { get; init; } = [];

    /// <summary>The findings that make it fail, in the word of the command line: any, new, regressed; null when nobody said.</summary>
    public string? FailsOn { get; init; }
}
