using System.Collections.Immutable;

namespace Verifier.Engine.Analysis;

/// <summary>An operation, and the same one in the run without faults.</summary>
/// <param name="Name">The name in reports.</param>
/// <param name="Word">Its word in the script.</param>
/// <param name="Outcome">The end of the operation.</param>
/// <param name="Usual">Its end without faults; null if it has no counterpart.</param>
/// <param name="Difference">The difference, to be read after its name; null if there is none.</param>
/// <param name="Failures">Calls that were made to fail during it.</param>
public sealed record ComparedOperation(string Name, string Word, string Outcome, string? Usual, string? Difference, int Failures)
{
    /// <summary>The bytes of its output that differ; empty when nothing is different.</summary>
    public ImmutableArray<DifferingBytes> Bytes { get; init; } = [];
}
