using System.Collections.Immutable;

namespace Verifier.History;

/// <summary>What is known of a night when it begins.</summary>
/// <param name="StartedAt">When; kept in universal time, to the millisecond.</param>
/// <param name="HarnessVersion">Version of the harness.</param>
/// <param name="LibraryHash">Stands for all scripts of the library together.</param>
/// <param name="Selection">What was chosen to run, in words of the command line; empty for everything.</param>
public sealed record NightStart(DateTimeOffset StartedAt, string HarnessVersion, string LibraryHash, string Selection = "")
{
    /// <summary>Identifies the harness's build: one that sees more finds more with the same driver. Null when it is not known.</summary>
    public string? HarnessBuild { get; init; }

    /// <summary>Full paths of the assemblies of driver models; empty for the models that come with the harness.</summary>
    public ImmutableArray<string> Assemblies { get; init; } = [];

    /// <summary>Full paths of folders with symbols of compiled drivers; empty for none.</summary>
    public ImmutableArray<string> SymbolFolders { get; init; } = [];
}
