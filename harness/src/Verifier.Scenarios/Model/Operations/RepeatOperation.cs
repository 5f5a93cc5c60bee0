using System.Collections.Immutable;

namespace Verifier.Scenarios.Model;

/// <summary><c>repeat</c>: the same operations several times, one after the other.</summary>
public sealed record RepeatOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "repeat";

    /// <summary>Number of times that the operations are done; at least 1.</summary>
    public required int Times { get; init; }

    /// <summary>The operations; at least one.</summary>
    public required ImmutableArray<Operation> Body { get; init; }
}
