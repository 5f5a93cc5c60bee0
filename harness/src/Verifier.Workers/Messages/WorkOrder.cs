using System.Collections.Immutable;

namespace Verifier.Workers.Messages;

/// <summary>
/// The order to explore: the worker reads the script and loads the models itself, and refuses when they are not the same.
/// </summary>
internal sealed record WorkOrder
{
    /// <summary>The path of the script.</summary>
    public required string ScriptFile { get; init; }

    /// <summary>The script's path as the user gave it.</summary>
    public required string ScriptPath { get; init; }

    /// <summary>The script's hash.</summary>
    public required string ScriptHash { get; init; }

    /// <summary>Full paths of assemblies of models, or of the one compiled driver; empty for the program's own models.</summary>
    public required ImmutableArray<string> Assemblies { get; init; }

    /// <summary>Full paths of assemblies of models that the script loads beside the driver; empty for the program's own.</summary>
    public ImmutableArray<string> OtherAssemblies { get; init; } = [];

    /// <summary>Full paths of folders with symbols of compiled drivers.</summary>
    public ImmutableArray<string> SymbolFolders { get; init; } = [];

    /// <summary>The driver's name.</summary>
    public required string Driver { get; init; }

    /// <summary>The model's type: no other model is made. Empty when it is not known.</summary>
    public required string DriverType { get; init; }

    /// <summary>Identifies the driver's build.</summary>
    public required string BuildHash { get; init; }

    /// <summary>Missing imports of the driver whose calls are answered by hand, as NAME=VALUE.</summary>
    public ImmutableArray<string> Stubs { get; init; } = [];

    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The variation of the golden run, as text.</summary>
    public required string Variation { get; init; }
}
