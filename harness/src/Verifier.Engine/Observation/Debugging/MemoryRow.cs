using System.Collections.Immutable;
using Verifier.Kernel;

namespace Verifier.Engine.Observation;

/// <summary>Sixteen bytes of memory.</summary>
/// <param name="Address">Where they begin: a multiple of 16.</param>
/// <param name="Bytes">The bytes; none where a touch would need a page fault.</param>
public sealed record MemoryRow(ulong Address, ImmutableArray<byte> Bytes)
{
    /// <summary>Bytes of a row.</summary>
    public const int Length = 16;

    internal static MemoryRow Read(Machine machine, ulong address)
    {
        if (!machine.Memory.IsValid(address))
        {
            return new MemoryRow(address, []);
        }

        var bytes = new byte[Length];
        machine.Memory.CopyFrom(address, bytes);
        return new MemoryRow(address, [.. bytes]);
    }
}
