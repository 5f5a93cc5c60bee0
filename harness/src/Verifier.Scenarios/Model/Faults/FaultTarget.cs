using Verifier.Scenarios.Surroundings;

namespace Verifier.Scenarios.Model;

/// <summary>The target of a fault rule: a DDI, a glob over DDIs, or a family of them.</summary>
/// <param name="Kind">The kind of target.</param>
/// <param name="Text">The name or glob as written; checked against <see cref="IScenarioNames"/>.</param>
public readonly record struct FaultTarget(FaultTargetKind Kind, string Text);
