namespace Verifier.Scenarios.Model;

/// <summary><c>cancel-remove</c>: CANCEL_REMOVE_DEVICE, after a <c>query-remove</c>.</summary>
public sealed record CancelRemoveOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "cancel-remove";
}
