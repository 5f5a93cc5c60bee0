namespace Verifier.Acceptance.Library;

/// <summary>One planted defect, as a driver's <c>defects.yaml</c> states it; the scenario there is a path below <c>scenarios/</c>.</summary>
public sealed record PlantedDefect(string Driver, string Kind, string Site, string Scenario);
