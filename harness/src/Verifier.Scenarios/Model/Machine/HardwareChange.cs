using System.Collections.Immutable;

namespace Verifier.Scenarios.Model;

/// <summary>Something that the device changes by itself; exactly one of value, reads and bytes.</summary>
public sealed record HardwareChange : ScenarioNode
{
    /// <summary>Name of a register or a range.</summary>
    public required string Target { get; init; }

    /// <summary>Bytes from the start of the target; 0 unless the script writes <c>NAME+OFFSET</c>.</summary>
    public int Offset { get; init; }

    /// <summary>The register's new value; null for no change of it.</summary>
    public ulong? Value { get; init; }

    /// <summary>What the register's next reads return.</summary>
    public ImmutableArray<ulong> Reads { get; init; } = [];

    /// <summary>New bytes; null for none.</summary>
    public DataLiteral? Bytes { get; init; }
}
