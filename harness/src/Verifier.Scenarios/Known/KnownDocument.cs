using System.Collections.Immutable;
using Verifier.Scenarios.Diagnostics;

namespace Verifier.Scenarios.Known;

/// <summary>The result of reading a <c>known-findings.yaml</c>.</summary>
public sealed record KnownDocument
{
    /// <summary>The display path given to the reader.</summary>
    public required string DisplayPath { get; init; }

    /// <summary>The entries; empty if <see cref="Diagnostics"/> has an error.</summary>
    public ImmutableArray<KnownEntry> Entries { get; init; } = [];

    /// <summary>Everything found, by position in the file.</summary>
    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }
}
