using System.Collections.Immutable;

namespace Verifier.History;

/// <summary>The facts of a night that are known only when it is over.</summary>
/// <param name="Duration">Time that it took; kept to the millisecond.</param>
/// <param name="Trust">The checks of its own oracles.</param>
public sealed record NightEnd(TimeSpan Duration, TrustFacts Trust)
{
    /// <summary>Findings that are known and accepted.</summary>
    public ImmutableArray<KnownFinding> Known { get; init; } = [];

    /// <summary>The findings that make it fail, in the word of the command line: any, new, regressed; null if not given.</summary>
    public string? FailsOn { get; init; }
}
