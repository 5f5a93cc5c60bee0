namespace Verifier.Scenarios.Model;

/// <summary>
/// <c>remove</c>: QUERY_REMOVE_DEVICE unless one was sent already or the device is gone, then REMOVE_DEVICE
/// (harness/docs/facts/io.md#order-of-pnp-requests).
/// </summary>
public sealed record RemoveOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "remove";
}
