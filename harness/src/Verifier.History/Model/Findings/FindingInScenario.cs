namespace Verifier.History;

/// <summary>How many runs of a scenario show a finding.</summary>
/// <param name="Scenario">Name of the scenario.</param>
/// <param name="Runs">Failing runs.</param>
public sealed record FindingInScenario(string Scenario, int Runs);
