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

/// <summary>Which kind of the driver's routines the system called.</summary>
public enum DriverPhase
{
    /// <summary>DriverEntry.</summary>
    DriverEntry,

    /// <summary>AddDevice.</summary>
    AddDevice,

    /// <summary>The dispatch routine for PnP requests.</summary>
    Pnp,

    /// <summary>The dispatch routine for power requests.</summary>
    Power,

    /// <summary>The dispatch routine for WMI requests.</summary>
    Wmi,

    /// <summary>Any other dispatch routine.</summary>
    Dispatch,

    /// <summary>StartIo.</summary>
    StartIo,

    /// <summary>A completion routine.</summary>
    Completion,

    /// <summary>A cancel routine.</summary>
    Cancel,

    /// <summary>An interrupt service routine.</summary>
    Interrupt,

    /// <summary>A DPC, a timer's included.</summary>
    Dpc,

    /// <summary>A work item.</summary>
    WorkItem,

    /// <summary>A system thread of the driver.</summary>
    Thread,

    /// <summary>A DMA routine: AdapterControl or scatter/gather list.</summary>
    Dma,

    /// <summary>The unload routine.</summary>
    Unload,

    /// <summary>A routine that is told of a process, a thread, an image or a PnP event.</summary>
    Notification,
}
