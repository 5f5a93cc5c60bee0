using System.Collections.Immutable;

namespace Verifier.Scenarios.Model;

/// <summary><c>parallel</c>: several simulated threads; the operation ends when all of them have.</summary>
public sealed record ParallelOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "parallel";

    /// <summary>What each thread does; at least two threads.</summary>
    public required ImmutableArray<ImmutableArray<Operation>> Threads { get; init; }
}
