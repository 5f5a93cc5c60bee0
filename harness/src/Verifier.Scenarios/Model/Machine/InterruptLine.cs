using System.Collections.Immutable;

namespace Verifier.Scenarios.Model;

/// <summary>An interrupt line of the device.</summary>
public sealed record InterruptLine : ScenarioNode
{
    /// <summary>The changes that the device makes when it asserts the line.</summary>
    public ImmutableArray<HardwareChange> Changes { get; init; } = [];
}
