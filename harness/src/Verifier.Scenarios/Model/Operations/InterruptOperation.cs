namespace Verifier.Scenarios.Model;

/// <summary><c>interrupt</c>: the device asserts its interrupt line.</summary>
public sealed record InterruptOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "interrupt";

    /// <summary>Which of the device's interrupts, 0-based in the order the driver connected them.</summary>
    public int Line { get; init; }
}
