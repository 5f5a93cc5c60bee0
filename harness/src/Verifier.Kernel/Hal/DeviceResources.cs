using System.Collections.Immutable;

namespace Verifier.Kernel;

/// <summary>The resources that START_DEVICE hands out to a device: interrupts, physical addresses, ports.</summary>
/// <param name="Interrupts">Number of interrupt lines.</param>
/// <param name="Memory">Ranges of device memory.</param>
/// <param name="Ports">Ranges of ports.</param>
internal sealed record DeviceResources(int Interrupts, ImmutableArray<AddressRange> Memory, ImmutableArray<AddressRange> Ports)
{
    /// <summary>No resources of the machine's.</summary>
    public static DeviceResources None { get; } = new(0, [], []);

    /// <summary>The number of descriptors of the resource list.</summary>
    public int Count => Interrupts + Memory.Length + Ports.Length;
}

/// <summary>Ports or physical addresses.</summary>
/// <param name="Start">The first.</param>
/// <param name="Length">Number of bytes.</param>
internal readonly record struct AddressRange(ulong Start, uint Length)
{
    /// <summary>True if it has an address in common with another.</summary>
    public bool Overlaps(AddressRange other) => Start < other.Start + other.Length && other.Start < Start + Length;

    /// <summary>True if an address is in it.</summary>
    public bool Contains(ulong address) => address - Start < Length;
}
