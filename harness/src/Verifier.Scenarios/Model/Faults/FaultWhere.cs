using System.Collections.Immutable;

namespace Verifier.Scenarios.Model;

/// <summary><c>where:</c>, which calls are eligible. All conditions must hold; an empty or null one always does.</summary>
public sealed record FaultWhere : ScenarioNode
{
    /// <summary>No condition.</summary>
    public static FaultWhere Anywhere { get; } = new();

    /// <summary>Pool tag, as the four characters in memory order; any of the globs. A call without a tag does not match.</summary>
    public ImmutableArray<Glob> Tags { get; init; } = [];

    /// <summary>The pool asked; a call that asks none does not match.</summary>
    public PoolKind? Pool { get; init; }

    /// <summary>Bytes asked for.</summary>
    public Comparison? Size { get; init; }

    /// <summary>IRQL at the call, 0 to 31.</summary>
    public Comparison? Irql { get; init; }

    /// <summary>Which of the driver's routines is running; any of them.</summary>
    public ImmutableArray<DriverPhase> Phases { get; init; } = [];

    /// <summary>Name of the workload's operation in progress; any of the globs.</summary>
    public ImmutableArray<Glob> Operations { get; init; } = [];

    /// <summary>Name of the calling driver; any of the globs.</summary>
    public ImmutableArray<Glob> Drivers { get; init; } = [];

    /// <summary>Name of the DDI, to narrow a family or glob; any of the globs.</summary>
    public ImmutableArray<Glob> Ddis { get; init; } = [];

    /// <summary>The driver's routines on the stack.</summary>
    public StackCondition Stack { get; init; } = StackCondition.None;
}
