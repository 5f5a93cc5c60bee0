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
