using System.Collections.Immutable;

namespace Verifier.Engine.Observation;

/// <summary>Data that left the driver.</summary>
/// <param name="Place">Where to: a value of the registry by its path.</param>
/// <param name="Data">The bytes.</param>
public sealed record OutflowRecord(string Place, ImmutableArray<byte> Data);
