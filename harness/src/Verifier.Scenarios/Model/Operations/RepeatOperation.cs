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
