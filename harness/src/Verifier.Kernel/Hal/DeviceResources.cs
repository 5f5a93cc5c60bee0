using System.Collections.Immutable;

namespace Verifier.Kernel;

/// <summary>What START_DEVICE hands out to a device: interrupts, physical addresses, ports.</summary>
/// <param name="Interrupts">How many interrupt lines.</param>
/// <param name="Memory">Ranges of device memory.</param>
/// <param name="Ports">Ranges of ports.</param>
internal sealed record DeviceResources(int Interrupts, ImmutableArray<AddressRange> Memory, ImmutableArray<AddressRange> Ports)
{
    /// <summary>How many descriptors the resource list has.</summary>
    public int Count => Interrupts + Memory.Length + Ports.Length;
}

/// <summary>Ports or physical addresses.</summary>
/// <param name="Start">The first.</param>
/// <param name="Length">How many bytes.</param>
internal readonly record struct AddressRange(ulong Start, uint Length)
{
    /// <summary>Has it an address in common with another?</summary>
    public bool Overlaps(AddressRange other) => Start < other.Start + other.Length && other.Start < Start + Length;

    /// <summary>Is an address in it?</summary>
    public bool Contains(ulong address) => address - Start < Length;
}
