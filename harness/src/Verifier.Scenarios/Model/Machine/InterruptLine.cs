using System.Collections.Immutable;

namespace Verifier.Scenarios.Model;

/// <summary>An interrupt line of the device.</summary>
public sealed record InterruptLine : ScenarioNode
{
    /// <summary>What the device changes when it asserts the line.</summary>
    public ImmutableArray<HardwareChange> Changes { get; init; } = [];
}
