using System.Collections.Immutable;

namespace Verifier.History;

/// <summary>Some nights in a row, for trends; those that did not come to their end are left out.</summary>
/// <param name="Nights">The oldest first.</param>
public sealed record HistorySlice(ImmutableArray<NightSummary> Nights);
