using System.Collections.Immutable;

namespace Verifier.Scenarios.Model;

/// <summary><c>check</c>: asserts what an earlier operation gave; at least one of the properties below is set.</summary>
public sealed record CheckOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "check";

    /// <summary>Name of the operation; if it ran several times, its latest run is meant.</summary>
    public required string Operation { get; init; }

    /// <summary>Any of these statuses is right; empty if the status is not checked.</summary>
    public ImmutableArray<StatusCode> Statuses { get; init; } = [];

    /// <summary>The required IoStatus.Information; null if it is not checked.</summary>
    public Comparison? Information { get; init; }

    /// <summary>The required beginning of the output buffer; null if it is not checked.</summary>
    public DataLiteral? Output { get; init; }

    /// <summary>True if the request must still be pending, false if it must be complete; null if it is not checked.</summary>
    public bool? Pending { get; init; }
}
