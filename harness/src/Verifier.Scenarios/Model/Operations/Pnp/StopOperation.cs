namespace Verifier.Scenarios.Model;

/// <summary>
/// <c>stop</c>: QUERY_STOP_DEVICE unless one was sent already, then STOP_DEVICE if the query succeeded
/// (harness/docs/facts/io.md#order-of-pnp-requests).
/// </summary>
public sealed record StopOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "stop";
}
