namespace Verifier.Engine.Shrinking;

/// <summary>What came of shrinking: a scenario, or why there is none.</summary>
/// <param name="Shrunk">The scenario; null when there is none.</param>
/// <param name="Problem">Why there is none, for people; null when there is one.</param>
public sealed record ShrinkResult(ShrunkScenario? Shrunk, string? Problem);
