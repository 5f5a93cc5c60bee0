using System.Collections.Immutable;

namespace Verifier.Reporting.Model;

/// <summary>DDIs that a driver imports and no run came to.</summary>
/// <param name="Driver">The driver.</param>
/// <param name="Ddis">The DDIs, sorted.</param>
public sealed record UnreachedDdis(string Driver, ImmutableArray<string> Ddis);
