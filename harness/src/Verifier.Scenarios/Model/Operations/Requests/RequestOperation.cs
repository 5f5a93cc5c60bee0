namespace Verifier.Scenarios.Model;

/// <summary>An operation that sends one IRP on an open handle.</summary>
public abstract record RequestOperation : Operation
{
    /// <summary>The handle: the <c>as:</c> of an earlier <c>open</c>.</summary>
    public required string Handle { get; init; }

    /// <summary>
    /// True if the workload goes on while the request is pending, as with an overlapped handle; it is then awaited by <c>wait</c> or
    /// cancelled by <c>cancel</c>. False (the default) if the workload waits for its completion.
    /// </summary>
    public bool Overlapped { get; init; }
}
