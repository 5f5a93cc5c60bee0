namespace Verifier.Scenarios.Model;

/// <summary><c>fault-resume</c>: ends the latest <c>fault-suspend</c>.</summary>
public sealed record FaultResumeOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "fault-resume";
}
