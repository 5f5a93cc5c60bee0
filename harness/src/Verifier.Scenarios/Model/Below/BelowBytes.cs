namespace Verifier.Scenarios.Model;

/// <summary>Bytes at a place of a request that reaches the simulated device below.</summary>
public sealed record BelowBytes : ScenarioNode
{
    /// <summary>The buffer, or the structure, of the request.</summary>
    public required BelowBuffer Buffer { get; init; }

    /// <summary>Offset in bytes; behind the pointer, if one is followed.</summary>
    public int At { get; init; }

    /// <summary>Offset of a pointer in the structure, which is followed; null for none.</summary>
    public int? PointerAt { get; init; }

    /// <summary>Offset of a pointer to an MDL in the structure, whose pages are meant; null for none.</summary>
    public int? MdlAt { get; init; }

    /// <summary>The bytes.</summary>
    public required DataLiteral Data { get; init; }
}
