using System.Collections.Immutable;

namespace Verifier.Kernel;

/// <summary>Something that a device changes by itself: a value, the values that reads return next, or bytes.</summary>
/// <param name="Target">The name of a register or of a range.</param>
/// <param name="Offset">Bytes from its start; for <see cref="Bytes"/> only.</param>
internal sealed record DeviceChange(string Target, uint Offset = 0)
{
    /// <summary>The register's new value; null for no change of it.</summary>
    public ulong? Value { get; init; }

    /// <summary>The values that the register's next reads return, behind those that are still to be returned.</summary>
    public ImmutableArray<ulong> Reads { get; init; } = [];

    /// <summary>New bytes.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }
}
