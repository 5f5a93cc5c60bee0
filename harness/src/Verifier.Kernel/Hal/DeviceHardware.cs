using System.Collections.Immutable;

namespace Verifier.Kernel;

/// <summary>A simulated device as a script describes it: what it has besides its identity.</summary>
internal sealed record DeviceHardware
{
    /// <summary>Ranges of device memory, in the order of the resource list.</summary>
    public ImmutableArray<DeviceRange> Memory { get; init; } = [];

    /// <summary>Ranges of ports, in the order of the resource list.</summary>
    public ImmutableArray<DeviceRange> Ports { get; init; } = [];

    /// <summary>Interrupt lines, and what the device changes when it asserts each.</summary>
    public ImmutableArray<ImmutableArray<DeviceChange>> Interrupts { get; init; } = [[]];
}
