namespace Verifier.Scenarios.Model;

/// <summary><c>fault-suspend</c>: from here on no fault rule counts or fails anything.</summary>
public sealed record FaultSuspendOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "fault-suspend";
}

/// <summary><c>fault-resume</c>: ends the latest <c>fault-suspend</c>.</summary>
public sealed record FaultResumeOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "fault-resume";
}
