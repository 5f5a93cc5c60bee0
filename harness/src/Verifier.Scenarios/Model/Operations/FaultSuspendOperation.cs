namespace Verifier.Scenarios.Model;

/// <summary><c>fault-suspend</c>: from here on no fault rule counts or fails anything.</summary>
public sealed record FaultSuspendOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "fault-suspend";
}
