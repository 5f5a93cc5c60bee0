using System.Collections.Immutable;
using Verifier.Kernel;

namespace Verifier.Scenarios.Model;

/// <summary>One entry of <c>faults:</c>: which calls fail, where, when and how.</summary>
public sealed record FaultRule : ScenarioNode
{
    /// <summary>Name used in reports; null if the script gives none.</summary>
    public string? Name { get; init; }

    /// <summary>What fails; at least one target.</summary>
    public required ImmutableArray<FaultTarget> Targets { get; init; }

    /// <summary>The shape in which the call fails; null for the DDI's own.</summary>
    public FailureShape? Shape { get; init; }

    /// <summary>The status returned or raised; null for the DDI's own.</summary>
    public StatusCode? Status { get; init; }

    /// <summary>Which of those calls are eligible.</summary>
    public FaultWhere Where { get; init; } = FaultWhere.Anywhere;

    /// <summary>Which of the eligible calls fail.</summary>
    public FaultWhen When { get; init; } = FaultWhen.Always;
}
