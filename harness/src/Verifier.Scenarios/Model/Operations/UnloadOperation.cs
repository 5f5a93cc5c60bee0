namespace Verifier.Scenarios.Model;

/// <summary><c>unload</c>: calls the unload routine and unmaps the driver.</summary>
public sealed record UnloadOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "unload";
}
