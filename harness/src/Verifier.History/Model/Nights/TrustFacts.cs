using System.Collections.Immutable;

namespace Verifier.History;

/// <summary>What a night proved of its own oracles before and after it judged drivers (ARCHITECTURE.md D8).</summary>
public sealed record TrustFacts
{
    /// <summary>Nothing was checked: a night with these facts is not trusted.</summary>
    public static TrustFacts None { get; } = new();

    /// <summary>Planted defects that the canaries are to find.</summary>
    public int CanariesPlanted { get; init; }

    /// <summary>Those that were found.</summary>
    public int CanariesFound { get; init; }

    /// <summary>Runs that were done a second time.</summary>
    public int Replayed { get; init; }

    /// <summary>Those whose trace was the same, byte for byte.</summary>
    public int ReplayedAlike { get; init; }

    /// <summary>Findings that the library's scripts expect of drivers with planted defects.</summary>
    public int PlantedDefects { get; init; }

    /// <summary>Those that were found: the recall.</summary>
    public int PlantedDefectsFound { get; init; }

    /// <summary>What is wrong with the environment, one sentence each; empty when nothing is.</summary>
    public ImmutableArray<string> Problems { get; init; } = [];

    /// <summary>
    /// Every canary was found (and there was one), every replay was alike, and nothing is wrong with the environment. Planted defects of the
    /// library do not count here: one that is missed is a surprise of its scenario.
    /// </summary>
    public bool IsTrusted => CanariesPlanted > 0 && CanariesFound == CanariesPlanted && ReplayedAlike == Replayed && Problems.IsEmpty;
}
