namespace Verifier.Scenarios.Model;

/// <summary><c>start</c>: AddDevice (once) and START_DEVICE for PnP drivers; nothing for others.</summary>
public sealed record StartOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "start";
}

/// <summary><c>query-stop</c>: QUERY_STOP_DEVICE.</summary>
public sealed record QueryStopOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "query-stop";
}

/// <summary><c>cancel-stop</c>: CANCEL_STOP_DEVICE, after a <c>query-stop</c>.</summary>
public sealed record CancelStopOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "cancel-stop";
}

/// <summary>
/// <c>stop</c>: QUERY_STOP_DEVICE unless one was sent already, then STOP_DEVICE if the query succeeded
/// (harness/docs/facts/io.md#order-of-pnp-requests).
/// </summary>
public sealed record StopOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "stop";
}

/// <summary><c>query-remove</c>: QUERY_REMOVE_DEVICE.</summary>
public sealed record QueryRemoveOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "query-remove";
}

/// <summary><c>cancel-remove</c>: CANCEL_REMOVE_DEVICE, after a <c>query-remove</c>.</summary>
public sealed record CancelRemoveOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "cancel-remove";
}

/// <summary>
/// <c>remove</c>: QUERY_REMOVE_DEVICE unless one was sent already or the device is gone, then REMOVE_DEVICE
/// (harness/docs/facts/io.md#order-of-pnp-requests).
/// </summary>
public sealed record RemoveOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "remove";
}

/// <summary><c>surprise-remove</c>: SURPRISE_REMOVAL; REMOVE_DEVICE follows by <c>remove</c> once the handles are closed.</summary>
public sealed record SurpriseRemoveOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "surprise-remove";
}
