namespace Verifier.Kernel;

/// <summary>
/// One resource that a driver holds: what it is, which address or handle names it, bytes and tag where it has them, and the call that
/// acquired it (its number in the run and its DDI).
/// </summary>
internal readonly record struct Resource(ResourceKind Kind, ulong Key, DriverImage Owner, ulong Bytes, PoolTag Tag, long CallNumber, Ddi? AcquiredBy)
{
    /// <summary>The driver's routine that was given it without a call; 0 for what a call handed out.</summary>
    public ulong GivenTo { get; init; }

    /// <summary>Its memory is gone, and that has been reported.</summary>
    public bool IsReported { get; init; }

    /// <summary>The workload's operation that the thread worked for then.</summary>
    public int Activity { get; init; }

    /// <summary>The call that acquired a resource, for a finding; null for null.</summary>
    public static Origin? OriginOf(string what, in Resource? resource) =>
        resource is { GivenTo: 0 } known ? new Origin(what, known.AcquiredBy?.Name, known.CallNumber) : null;
}
