using System.Collections.Immutable;

namespace Verifier.Scenarios.Model;

/// <summary>A range of ports or of device memory.</summary>
public sealed record HardwareRange : ScenarioNode
{
    /// <summary>Its name; null if nothing refers to it.</summary>
    public string? Name { get; init; }

    /// <summary>The first port or physical address; null if the bus chooses.</summary>
    public ulong? At { get; init; }

    /// <summary>Bytes.</summary>
    public required int Length { get; init; }

    /// <summary>The first bytes at boot; null if all are zero.</summary>
    public DataLiteral? Contents { get; init; }

    /// <summary>Its registers, in the order of the script.</summary>
    public ImmutableArray<HardwareRegister> Registers { get; init; } = [];
}
