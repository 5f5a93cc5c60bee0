namespace Verifier.History;

/// <summary>A driver with a scenario.</summary>
/// <param name="Driver">Name of the driver.</param>
/// <param name="Scenario">Name of the scenario.</param>
public sealed record TargetPair(string Driver, string Scenario);
