using System.Collections.Immutable;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Shrinking;

/// <summary>The smallest so far: a scenario without faults, and the faults.</summary>
internal sealed record ShrinkState(Scenario Quiet, ImmutableArray<SingleFault> Faults)
{
    /// <summary>The scenario with its faults.</summary>
    public Scenario Scenario => Quiet with { Faults = [.. Faults.Select(f => f.Rule)] };
}
