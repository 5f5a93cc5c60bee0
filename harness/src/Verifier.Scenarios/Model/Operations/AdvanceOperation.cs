namespace Verifier.Scenarios.Model;

/// <summary><c>advance</c>: lets virtual time pass; timers, DPCs and work items that fall due run.</summary>
public sealed record AdvanceOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "advance";

    /// <summary>How long; whole multiples of 100 ns.</summary>
    public required TimeSpan By { get; init; }
}
