using System.Collections.Immutable;

namespace Verifier.History;

/// <summary>One night: a harness and a scenario library on one machine, from its beginning to its end.</summary>
public sealed record NightRecord
{
    /// <summary>Number in its history file, 1-based; later nights have larger ones.</summary>
    public required long Id { get; init; }

    /// <summary>When it began, in universal time, to the millisecond.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took; null while it runs, and for one that was killed.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Version of the harness.</summary>
    public required string HarnessVersion { get; init; }

    /// <summary>Stands for all scripts of the library together.</summary>
    public required string LibraryHash { get; init; }

    /// <summary>What was chosen to run, in words of the command line; empty for everything.</summary>
    public string Selection { get; init; } = string.Empty;

    /// <summary>Whether it came to its end.</summary>
    public NightState State { get; init; }

    /// <summary>Why its results can be believed, or cannot.</summary>
    public TrustFacts Trust { get; init; } = TrustFacts.None;

    /// <summary>Its runs in numbers.</summary>
    public RunCounts Runs { get; init; } = RunCounts.None;

    /// <summary>The findings that make it fail: any, new, regressed; null when nobody said.</summary>
    public string? FailsOn { get; init; }

    /// <summary>Full paths of the assemblies of driver models; empty for the models that come with the harness, and where nobody said.</summary>
    public ImmutableArray<string> Assemblies { get; init; } = [];

    /// <summary>Full paths of folders with symbols of compiled drivers; empty for none, and where nobody said.</summary>
    public ImmutableArray<string> SymbolFolders { get; init; } = [];

    /// <summary>Can it be compared with? It ended, and its oracles were sound.</summary>
    public bool IsComparable => State == NightState.Ended && Trust.IsTrusted;
}
