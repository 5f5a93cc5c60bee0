namespace Verifier.Engine.Replay;

/// <summary>The outcome of a replay: the same run or not, and what differs.</summary>
public sealed record ReplayComparison(bool IsSame, IReadOnlyList<string> Differences);
