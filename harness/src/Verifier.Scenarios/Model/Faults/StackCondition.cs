using System.Collections.Immutable;

namespace Verifier.Scenarios.Model;

/// <summary><c>stack:</c> under <c>where:</c>: globs over the routine names of the driver's frames.</summary>
public sealed record StackCondition : ScenarioNode
{
    /// <summary>No condition.</summary>
    public static StackCondition None { get; } = new();

    /// <summary>Each of these must match some frame.</summary>
    public ImmutableArray<Glob> Require { get; init; } = [];

    /// <summary>None of these may match a frame.</summary>
    public ImmutableArray<Glob> Reject { get; init; } = [];
}
