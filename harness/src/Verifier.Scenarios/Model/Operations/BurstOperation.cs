using System.Collections.Immutable;

namespace Verifier.Scenarios.Model;

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
