namespace Verifier.Scenarios.Model;

/// <summary><c>query-stop</c>: QUERY_STOP_DEVICE.</summary>
public sealed record QueryStopOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "query-stop";
}
