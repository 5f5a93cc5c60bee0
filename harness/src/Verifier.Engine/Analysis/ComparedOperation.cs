using System.Collections.Immutable;

namespace Verifier.Engine.Analysis;

/// <summary>An operation, and the same one in the run without faults.</summary>
/// <param name="Name">What reports call it.</param>
/// <param name="Word">Its word in the script.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Usual">How it ends without faults; null when it has no counterpart.</param>
/// <param name="Difference">What is different, to be read after its name; null when nothing is.</param>
/// <param name="Failures">Calls that were made to fail during it.</param>
public sealed record ComparedOperation(string Name, string Word, string Outcome, string? Usual, string? Difference, int Failures)
{
    /// <summary>The bytes of its output that differ; empty when nothing is different.</summary>
    public ImmutableArray<DifferingBytes> Bytes { get; init; } = [];
}
