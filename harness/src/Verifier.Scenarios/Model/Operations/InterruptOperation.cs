using System.Collections.Immutable;

namespace Verifier.Scenarios.Model;

/// <summary><c>interrupt</c>: the device asserts its interrupt line.</summary>
public sealed record InterruptOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "interrupt";

    /// <summary>Which of the device's interrupts, 0-based in the order the driver connected them.</summary>
    public int Line { get; init; }

    /// <summary>What the device changes before it asserts the line, besides what <c>hardware</c> says of the line.</summary>
    public ImmutableArray<HardwareChange> Changes { get; init; } = [];
}
