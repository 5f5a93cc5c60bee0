namespace Verifier.Scenarios.Model;

/// <summary>One value of a key.</summary>
public sealed record RegistryValueSettings : ScenarioNode
{
    /// <summary>The value's name; empty for the key's default value.</summary>
    public required string Name { get; init; }

    /// <summary>Its type.</summary>
    public required RegistryType Type { get; init; }

    /// <summary>Its bytes, those of texts with their terminators.</summary>
    public required DataLiteral Data { get; init; }
}
