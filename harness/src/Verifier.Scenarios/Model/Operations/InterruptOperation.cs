using System.Collections.Immutable;

namespace Verifier.Scenarios.Model;

/// <summary><c>interrupt</c>: the device asserts its interrupt line.</summary>
public sealed record InterruptOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "interrupt";

    /// <summary>Number of the device's interrupt, 0-based in the order in which the driver connected them.</summary>
    public int Line { get; init; }

    /// <summary>
    /// The changes that the device makes before it asserts the line, in addition to those that <c>hardware</c> gives for the line.
    /// </summary>
    public ImmutableArray<HardwareChange> Changes { get; init; } = [];
}
