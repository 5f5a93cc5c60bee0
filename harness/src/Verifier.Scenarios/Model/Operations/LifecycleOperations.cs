namespace Verifier.Scenarios.Model;

/// <summary><c>load</c>: maps the driver and calls DriverEntry.</summary>
public sealed record LoadOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "load";
}

/// <summary><c>unload</c>: calls the unload routine and unmaps the driver.</summary>
public sealed record UnloadOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "unload";
}
