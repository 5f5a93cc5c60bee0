using System.Collections.Immutable;

namespace Verifier.Scenarios.Model;

/// <summary>
/// One item of <c>below:</c>, what the simulated device below the driver's answers: which requests it is about, and the answer. The first
/// rule that is about a request, and is not used up, answers it.
/// </summary>
public sealed record BelowRule : ScenarioNode
{
    /// <summary>The major function code (IRP_MJ_…); null for a control code under either function that has one.</summary>
    public byte? Major { get; init; }

    /// <summary>The minor function code; null for any.</summary>
    public byte? Minor { get; init; }

    /// <summary>The control code; null for any.</summary>
    public uint? Code { get; init; }

    /// <summary>Bytes that the request must hold; none if empty.</summary>
    public ImmutableArray<BelowBytes> Has { get; init; } = [];

    /// <summary>Number of requests that the rule answers; null for any number.</summary>
    public int? Times { get; init; }

    /// <summary>The status of the answer; null is STATUS_SUCCESS.</summary>
    public StatusCode? Status { get; init; }

    /// <summary>IoStatus.Information; null for the bytes that were put into the request's own buffers.</summary>
    public long? Information { get; init; }

    /// <summary>Bytes that the answer writes, in order.</summary>
    public ImmutableArray<BelowBytes> Puts { get; init; } = [];

    /// <summary>Virtual time for which the request is pending; null to answer at once.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>True if the request is pending until it is cancelled.</summary>
    public bool StaysPending { get; init; }
}
