using System.Collections.Immutable;

namespace Verifier.Scenarios.Model;

/// <summary>A register: a place in a range that does more than keep what is written.</summary>
public sealed record HardwareRegister : ScenarioNode
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Bytes from the start of its range.</summary>
    public required int Offset { get; init; }

    /// <summary>Bytes: 1, 2, 4 or 8.</summary>
    public required int Width { get; init; }

    /// <summary>The value at boot; null for what the range's contents say.</summary>
    public ulong? Value { get; init; }

    /// <summary>What the first reads return, in turn.</summary>
    public ImmutableArray<ulong> Reads { get; init; } = [];

    /// <summary>Bits that a read clears.</summary>
    public ulong ClearOnRead { get; init; }

    /// <summary>Bits that writing a one clears.</summary>
    public ulong ClearOnWrite { get; init; }

    /// <summary>Bits that writing a one sets and writing a zero leaves alone.</summary>
    public ulong SetOnWrite { get; init; }

    /// <summary>True if writes change nothing.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>What each write changes elsewhere.</summary>
    public ImmutableArray<HardwareChange> OnWrite { get; init; } = [];
}
