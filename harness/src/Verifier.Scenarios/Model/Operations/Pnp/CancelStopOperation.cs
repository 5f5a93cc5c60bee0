namespace Verifier.Scenarios.Model;

/// <summary><c>cancel-stop</c>: CANCEL_STOP_DEVICE, after a <c>query-stop</c>.</summary>
public sealed record CancelStopOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "cancel-stop";
}
