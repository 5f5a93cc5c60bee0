using System.Collections.Immutable;

namespace Verifier.Scenarios.Model;

/// <summary><c>repeat</c>: the same operations several times, one after the other.</summary>
public sealed record RepeatOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "repeat";

    /// <summary>How often; at least 1.</summary>
    public required int Times { get; init; }

    /// <summary>The operations; at least one.</summary>
    public required ImmutableArray<Operation> Body { get; init; }
}

/// <summary><c>burst</c>: the same requests several times, all sent before any may complete.</summary>
public sealed record BurstOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "burst";

    /// <summary>How often; at least 1.</summary>
    public required int Count { get; init; }

    /// <summary>The requests; at least one. Only operations that send an IRP on a handle.</summary>
    public required ImmutableArray<Operation> Body { get; init; }
}

/// <summary><c>parallel</c>: several simulated threads; the operation ends when all of them have.</summary>
public sealed record ParallelOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "parallel";

    /// <summary>What each thread does; at least two threads.</summary>
    public required ImmutableArray<ImmutableArray<Operation>> Threads { get; init; }
}
