using System.Collections.Immutable;

namespace Verifier.Kernel;

/// <summary>A range of ports or of device memory, as it is declared.</summary>
/// <param name="Name">Its name; null if nothing refers to it.</param>
/// <param name="Length">Bytes.</param>
internal sealed record DeviceRange(string? Name, uint Length)
{
    /// <summary>The first port or physical address; null where the bus chooses.</summary>
    public ulong? Start { get; init; }

    /// <summary>The first bytes at boot; all others are zero.</summary>
    public ReadOnlyMemory<byte> Contents { get; init; }

    /// <summary>Its registers; none overlaps another.</summary>
    public ImmutableArray<DeviceRegister> Registers { get; init; } = [];
}
