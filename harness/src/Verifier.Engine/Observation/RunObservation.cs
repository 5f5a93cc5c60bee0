using System.Collections.Immutable;
using Verifier.Engine.Planning;
using Verifier.Kernel;

namespace Verifier.Engine.Observation;

/// <summary>All that was seen in one run: what verdicts are made from.</summary>
public sealed record RunObservation
{
    /// <summary>What was to be run.</summary>
    public required Plan Plan { get; init; }

    /// <summary>The operations, in the order in which they were tried.</summary>
    public required ImmutableArray<OperationRecord> Operations { get; init; }

    /// <summary>The calls that were made to fail.</summary>
    public required ImmutableArray<Injection> Injections { get; init; }

    /// <summary>What became of each rule.</summary>
    public required ImmutableArray<RuleOutcome> Rules { get; init; }

    /// <summary>The censuses taken.</summary>
    public required ImmutableArray<Census> Censuses { get; init; }

    /// <summary>Rules of the I/O, IRQL and lock protocols that were broken without a stop.</summary>
    public required ImmutableArray<ObservedViolation> Violations { get; init; }

    /// <summary>The stop, if the machine stopped.</summary>
    public ObservedStop? Stop { get; init; }

    /// <summary>The hash of the trace.</summary>
    public required ulong TraceHash { get; init; }

    /// <summary>The trace, if it was asked for.</summary>
    public required ImmutableArray<TraceEvent> Trace { get; init; }

    /// <summary>DDI calls of the driver.</summary>
    public required long Calls { get; init; }

    /// <summary>Calls that can fail for lack of resources: the fault points of the run.</summary>
    public required long FaultPoints { get; init; }

    /// <summary>Calls that failed because the resource had really run out, not because a rule said so.</summary>
    public required long RealFailures { get; init; }

    /// <summary>Requests of the kernel's own that found no memory: what the script holds or limits was too much for the system itself.</summary>
    public long KernelShortages { get; init; }

    /// <summary>Was memory really short, for the driver or for the kernel?</summary>
    public bool RanShort => RealFailures > 0 || KernelShortages > 0;

    /// <summary>The first of those calls, if the run captures stacks.</summary>
    public ImmutableArray<Shortage> Shortages { get; init; } = [];

    /// <summary>What each allocation site took, if it was asked for.</summary>
    public ImmutableArray<SiteUse> SiteUses { get; init; } = [];

    /// <summary>Memory in use over virtual time, if it was asked for.</summary>
    public ImmutableArray<PoolSample> PoolSamples { get; init; } = [];

    /// <summary>The fault points one by one, if they were asked for.</summary>
    public ImmutableArray<FaultPoint> Points { get; init; } = [];

    /// <summary>What the driver left where others read it, in order: the values that it set in the registry.</summary>
    public ImmutableArray<OutflowRecord> Outflow { get; init; } = [];

    /// <summary>
    /// Memory that was handed out uninitialised: all of it if that was asked for, else the last that has other contents than the usual.
    /// </summary>
    public ImmutableArray<HandedOut> HandedOut { get; init; } = [];

    /// <summary>What whoever wrote the scenario should know, such as a request that it does not answer: sentences without a full stop.</summary>
    public ImmutableArray<string> Remarks { get; init; } = [];

    /// <summary>What a debugger would find in the kernel, if it was asked for.</summary>
    public KernelState? KernelState { get; init; }

    /// <summary>All that the driver still held when Driver Verifier stopped the machine for it; empty otherwise.</summary>
    public ImmutableArray<HeldResource> HeldAtStop { get; init; } = [];

    /// <summary>Where the driver made the calls that were asked for, by their numbers.</summary>
    internal ImmutableDictionary<long, Acquisition> Origins { get; init; } = ImmutableDictionary<long, Acquisition>.Empty;

    /// <summary>Names that drivers chose: of devices, with no target, and of symbolic links, with theirs, in the order in which they came to be.</summary>
    internal ImmutableArray<(string Name, string? Target)> Names { get; init; } = [];

    /// <summary>Driver Verifier's counters, under their own names, in its order.</summary>
    public required ImmutableArray<KeyValuePair<string, long>> Counters { get; init; }

    /// <summary>Virtual time at the end, in 100 ns since boot.</summary>
    public required long VirtualTime { get; init; }
}

/// <summary>A broken rule and the operation during which it was broken; the bug check is null where Windows documents none.</summary>
public sealed record ObservedViolation(BugCheck? WouldBe, string Text, int Operation, string Routine)
{
    /// <summary>The rule in a word or two, where no bug check names it; empty otherwise.</summary>
    public string Rule { get; init; } = string.Empty;

    /// <summary>The calls that it is about.</summary>
    public ImmutableArray<ObservedCall> About { get; init; } = [];
}

/// <summary>A call that a finding talks about.</summary>
/// <param name="What">What the call made, took or gave back.</param>
/// <param name="Ddi">The DDI; null when the kernel acted by itself.</param>
/// <param name="CallNumber">The number of the call in the run.</param>
public sealed record ObservedCall(string What, string? Ddi, long CallNumber)
{
    /// <summary>Where the driver made it; null when the run was not asked.</summary>
    public Acquisition? Place { get; init; }

    /// <summary>As findings list it: <c>the resource: ExInitializeResourceLite in Type.Routine (File:Line) during start #2</c>.</summary>
    public override string ToString() => $"{What}: {Ddi ?? "the kernel"}{Place}";

    internal static ImmutableArray<ObservedCall> Of(IReadOnlyList<Origin> origins) =>
        [.. origins.Where(o => o.Ddi is not null).Select(o => new ObservedCall(o.What, o.Ddi, o.CallNumber))];
}

/// <summary>A stop: the bug check or hang, the operation during which it came, and where the driver was.</summary>
public sealed record ObservedStop(BugCheck? BugCheck, string? Detail, int Operation, string Routine, DriverStack Stack)
{
    /// <summary>The calls that it is about.</summary>
    public ImmutableArray<ObservedCall> About { get; init; } = [];

    /// <summary>A hang rather than a bug check.</summary>
    public bool IsHang => BugCheck is null && !IsUnjudged;

    /// <summary>The system could not go on because the script leaves it no memory; that is not the driver's doing.</summary>
    public bool IsShortage { get; init; }

    /// <summary>What the driver came to that the simulated kernel does not have; null when that did not end the run.</summary>
    public UnmodelledUse? Unmodelled { get; init; }

    /// <summary>The run ended for a reason that says nothing of the driver.</summary>
    public bool IsUnjudged => IsShortage || Unmodelled is not null;
}

/// <summary>Data that left the driver.</summary>
/// <param name="Place">Where to: a value of the registry by its path.</param>
/// <param name="Data">The bytes.</param>
public sealed record OutflowRecord(string Place, ImmutableArray<byte> Data);
