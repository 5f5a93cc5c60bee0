namespace Verifier.Scenarios.Model;

/// <summary><c>query-remove</c>: QUERY_REMOVE_DEVICE.</summary>
public sealed record QueryRemoveOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "query-remove";
}
