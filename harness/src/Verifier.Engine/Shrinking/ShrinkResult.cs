namespace Verifier.Engine.Shrinking;

/// <summary>The result of shrinking: a scenario, or the reason why there is none.</summary>
/// <param name="Shrunk">The scenario; null when there is none.</param>
/// <param name="Problem">Why there is none, for people; null when there is one.</param>
public sealed record ShrinkResult(ShrunkScenario? Shrunk, string? Problem);
