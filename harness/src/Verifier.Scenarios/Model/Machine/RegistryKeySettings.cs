using System.Collections.Immutable;

namespace Verifier.Scenarios.Model;

/// <summary>One key of a script's <c>registry</c>: it is there, with its values, before the driver is loaded.</summary>
public sealed record RegistryKeySettings : ScenarioNode
{
    /// <summary>The key from which <see cref="Path"/> leads.</summary>
    public required RegistryRoot Root { get; init; }

    /// <summary>Names of keys with backslashes between them; empty for the root itself.</summary>
    public required string Path { get; init; }

    /// <summary>The values, in the order of the script.</summary>
    public required ImmutableArray<RegistryValueSettings> Values { get; init; }
}
