using System.Collections.Immutable;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Planning;

/// <summary>One fault rule as the interception layer evaluates it: pure data.</summary>
public sealed record PlannedRule
{
    /// <summary>Position among the run's rules; the first that says "fail" wins.</summary>
    public required int Index { get; init; }

    /// <summary>The name in reports.</summary>
    public required string Name { get; init; }

    /// <summary>The origin.</summary>
    public required RuleOrigin Origin { get; init; }

    /// <summary>The DDIs it is about; each can fail for lack of resources.</summary>
    public required ImmutableArray<Ddi> Targets { get; init; }

    /// <summary>The condition under which a call is eligible.</summary>
    public FaultWhere Where { get; init; } = FaultWhere.Anywhere;

    /// <summary>The condition under which an eligible call fails.</summary>
    public FaultWhen When { get; init; } = FaultWhen.Always;

    /// <summary>The shape in which the call fails; null for the DDI's own.</summary>
    public FailureShape? Shape { get; init; }

    /// <summary>The status returned or raised; null for the DDI's own.</summary>
    public NTSTATUS? Status { get; init; }

    /// <summary>Image names of the requesting process for which calls are eligible; empty for all.</summary>
    public ImmutableArray<Glob> Applications { get; init; } = [];
}
