using System.Collections.Immutable;

namespace Verifier.Kernel;

/// <summary>One register of a simulated device: where it is and what reads and writes do to it.</summary>
/// <param name="Name">Its name; no other register or range of the machine has it.</param>
/// <param name="Offset">Bytes from the start of its range.</param>
/// <param name="Width">Bytes: 1, 2, 4 or 8.</param>
internal sealed record DeviceRegister(string Name, uint Offset, int Width)
{
    /// <summary>The value at boot; null for what the range's contents say.</summary>
    public ulong? Value { get; init; }

    /// <summary>The values that the first reads return, in turn; later ones return the value.</summary>
    public ImmutableArray<ulong> Reads { get; init; } = [];

    /// <summary>Bits that a read clears, once it has returned them.</summary>
    public ulong ClearsOnRead { get; init; }

    /// <summary>Bits that are cleared by writing a one and left alone by writing a zero.</summary>
    public ulong ClearsOnWrite { get; init; }

    /// <summary>Bits that are set by writing a one and left alone by writing a zero.</summary>
    public ulong SetsOnWrite { get; init; }

    /// <summary>Writes change nothing.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>The changes elsewhere that each write makes, after it has been done.</summary>
    public ImmutableArray<DeviceChange> WhenWritten { get; init; } = [];
}
