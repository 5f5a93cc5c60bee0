using System.Collections.Immutable;

namespace Verifier.History;

/// <summary>One night: a harness and a scenario library on one machine, from its beginning to its end.</summary>
public sealed record NightRecord
{
    /// <summary>Number in its history file, 1-based; later nights have larger ones.</summary>
    public required long Id { get; init; }

    /// <summary>The time at which it began, in universal time, to the millisecond.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Time that it took; null while it runs, and for one that was killed.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Version of the harness.</summary>
    public required string HarnessVersion { get; init; }

    /// <summary>Stands for all scripts of the library together.</summary>
    public required string LibraryHash { get; init; }

    /// <summary>The selection of scenarios and drivers, in words of the command line; empty for everything.</summary>
    public string Selection { get; init; } = string.Empty;

    /// <summary>State of the night: begun, or ended.</summary>
    public NightState State { get; init; }

    /// <summary>The checks that decide if its results can be trusted.</summary>
    public TrustFacts Trust { get; init; } = TrustFacts.None;

    /// <summary>Its runs in numbers.</summary>
    public RunCounts Runs { get; init; } = RunCounts.None;

    /// <summary>The findings that make it fail: any, new, regressed; null if not given.</summary>
    public string? FailsOn { get; init; }

    /// <summary>Full paths of the assemblies of driver models; empty for the models that come with the harness, and if not given.</summary>
    public ImmutableArray<string> Assemblies { get; init; } = [];

    /// <summary>Full paths of folders with symbols of compiled drivers; empty for none, and if not given.</summary>
    public ImmutableArray<string> SymbolFolders { get; init; } = [];

    /// <summary>True if another night can be compared with it: it ended, and its oracles were sound.</summary>
    public bool IsComparable => State == NightState.Ended && Trust.IsTrusted;
}
