namespace Verifier.Scenarios.Model;

/// <summary><c>load</c>: maps the driver and calls DriverEntry.</summary>
public sealed record LoadOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "load";
}
