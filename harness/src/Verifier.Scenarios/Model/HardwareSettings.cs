using System.Collections.Immutable;

namespace Verifier.Scenarios.Model;

/// <summary>A script's <c>hardware</c>: the device that the driver talks to.</summary>
public sealed record HardwareSettings : ScenarioNode
{
    /// <summary>Ranges of device memory, in the order of the resource list.</summary>
    public ImmutableArray<HardwareRange> Memory { get; init; } = [];

    /// <summary>Ranges of ports, in the order of the resource list.</summary>
    public ImmutableArray<HardwareRange> Ports { get; init; } = [];

    /// <summary>Interrupt lines, each with what the device changes when it asserts it; one that changes nothing unless the script says so.</summary>
    public ImmutableArray<InterruptLine> Interrupts { get; init; } = [new InterruptLine()];
}

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

/// <summary>An interrupt line of the device.</summary>
public sealed record InterruptLine : ScenarioNode
{
    /// <summary>What the device changes when it asserts the line.</summary>
    public ImmutableArray<HardwareChange> Changes { get; init; } = [];
}

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
