using System.Collections.Immutable;
using Verifier.Kernel;
using Verifier.Scenarios.Surroundings;

namespace Verifier.Scenarios.Model;

/// <summary>One entry of <c>faults:</c>: which calls fail, where, when and how.</summary>
public sealed record FaultRule : ScenarioNode
{
    /// <summary>Name used in reports; null if the script gives none.</summary>
    public string? Name { get; init; }

    /// <summary>What fails; at least one target.</summary>
    public required ImmutableArray<FaultTarget> Targets { get; init; }

    /// <summary>How the call fails; null for the DDI's own way.</summary>
    public FailureShape? Shape { get; init; }

    /// <summary>The status returned or raised; null for the DDI's own.</summary>
    public StatusCode? Status { get; init; }

    /// <summary>Which of those calls are eligible.</summary>
    public FaultWhere Where { get; init; } = FaultWhere.Anywhere;

    /// <summary>Which of the eligible calls fail.</summary>
    public FaultWhen When { get; init; } = FaultWhen.Always;
}

/// <summary>What a rule is about: a DDI, a glob over DDIs, or a family of them.</summary>
/// <param name="Kind">Which of the three.</param>
/// <param name="Text">The name or glob as written; checked against <see cref="IScenarioNames"/>.</param>
public readonly record struct FaultTarget(FaultTargetKind Kind, string Text);

/// <summary>The three forms of <see cref="FaultTarget"/>.</summary>
public enum FaultTargetKind
{
    /// <summary>The exact name of a DDI.</summary>
    Ddi,

    /// <summary>A glob that matches at least one DDI.</summary>
    Glob,

    /// <summary>A family.</summary>
    Family,
}
