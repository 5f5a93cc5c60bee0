namespace Verifier.Scenarios.Model;

/// <summary><c>power</c>: IRP_MJ_POWER, SET_POWER or QUERY_POWER (harness/docs/facts/io.md#power-requests).</summary>
public sealed record PowerOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "power";

    /// <summary>The state to go to.</summary>
    public required PowerState State { get; init; }

    /// <summary>True for QUERY_POWER, false for SET_POWER.</summary>
    public bool IsQuery { get; init; }
}
