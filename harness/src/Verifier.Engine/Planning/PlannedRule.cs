using System.Collections.Immutable;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Planning;

/// <summary>One fault rule as the interception layer evaluates it: pure data.</summary>
public sealed record PlannedRule
{
    /// <summary>Position among the run's rules; the first that says "fail" wins.</summary>
    public required int Index { get; init; }

    /// <summary>What a report calls it.</summary>
    public required string Name { get; init; }

    /// <summary>Where it comes from.</summary>
    public required RuleOrigin Origin { get; init; }

    /// <summary>The DDIs it is about; each can fail for lack of resources.</summary>
    public required ImmutableArray<Ddi> Targets { get; init; }

    /// <summary>Which calls are eligible.</summary>
    public FaultWhere Where { get; init; } = FaultWhere.Anywhere;

    /// <summary>Which eligible calls fail.</summary>
    public FaultWhen When { get; init; } = FaultWhen.Always;

    /// <summary>How the call fails; null for the DDI's own way.</summary>
    public FailureShape? Shape { get; init; }

    /// <summary>The status returned or raised; null for the DDI's own.</summary>
    public NTSTATUS? Status { get; init; }

    /// <summary>Image names of the requesting process for which calls are eligible; empty for all.</summary>
    public ImmutableArray<Glob> Applications { get; init; } = [];
}
