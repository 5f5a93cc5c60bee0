namespace Verifier.History;

/// <summary>The number of a scenario's runs that show a finding.</summary>
/// <param name="Scenario">Name of the scenario.</param>
/// <param name="Runs">Failing runs.</param>
public sealed record FindingInScenario(string Scenario, int Runs);
