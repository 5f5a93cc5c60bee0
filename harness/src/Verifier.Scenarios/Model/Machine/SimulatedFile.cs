namespace Verifier.Scenarios.Model;

/// <summary>One item of <c>files:</c>, a file or a directory that the simulated machine has from the beginning.</summary>
public sealed record SimulatedFile : ScenarioNode
{
    /// <summary>Its path, as a driver opens it.</summary>
    public required string Path { get; init; }

    /// <summary>What a file holds; null for an empty one, and for a directory.</summary>
    public DataLiteral? Data { get; init; }

    /// <summary>True for a directory.</summary>
    public bool IsDirectory { get; init; }

    /// <summary>True for a file that cannot be opened for writing.</summary>
    public bool IsReadOnly { get; init; }
}
