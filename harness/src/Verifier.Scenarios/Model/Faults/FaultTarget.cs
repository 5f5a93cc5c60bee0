using Verifier.Scenarios.Surroundings;

namespace Verifier.Scenarios.Model;

/// <summary>What a rule is about: a DDI, a glob over DDIs, or a family of them.</summary>
/// <param name="Kind">Which of the three.</param>
/// <param name="Text">The name or glob as written; checked against <see cref="IScenarioNames"/>.</param>
public readonly record struct FaultTarget(FaultTargetKind Kind, string Text);
