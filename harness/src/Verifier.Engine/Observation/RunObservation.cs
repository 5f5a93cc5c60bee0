using System.Collections.Immutable;
using Verifier.Engine.Planning;

namespace Verifier.Engine.Observation;

/// <summary>All that was seen in one run: what verdicts are made from.</summary>
public sealed record RunObservation
{
    /// <summary>The plan of the run.</summary>
    public required Plan Plan { get; init; }

    /// <summary>The operations, in the order in which they were tried.</summary>
    public required ImmutableArray<OperationRecord> Operations { get; init; }

    /// <summary>The calls that were made to fail.</summary>
    public required ImmutableArray<Injection> Injections { get; init; }

    /// <summary>The states of the rules at the end.</summary>
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

    /// <summary>True if memory was really short, for the driver or for the kernel.</summary>
    public bool RanShort => RealFailures > 0 || KernelShortages > 0;

    /// <summary>The first of those calls, if the run captures stacks.</summary>
    public ImmutableArray<Shortage> Shortages { get; init; } = [];

    /// <summary>The use of memory by each allocation site, if it was asked for.</summary>
    public ImmutableArray<SiteUse> SiteUses { get; init; } = [];

    /// <summary>Memory in use over virtual time, if it was asked for.</summary>
    public ImmutableArray<PoolSample> PoolSamples { get; init; } = [];

    /// <summary>The fault points one by one, if they were asked for.</summary>
    public ImmutableArray<FaultPoint> Points { get; init; } = [];

    /// <summary>The data that the driver left for others, in order: the values that it set in the registry.</summary>
    public ImmutableArray<OutflowRecord> Outflow { get; init; } = [];

    /// <summary>
    /// Memory that was handed out uninitialised: all of it if that was asked for, else the last that has other contents than the usual.
    /// </summary>
    public ImmutableArray<HandedOut> HandedOut { get; init; } = [];

    /// <summary>Remarks for the author of the scenario, such as a request that it does not answer: sentences without a full stop.</summary>
    public ImmutableArray<string> Remarks { get; init; } = [];

    /// <summary>The state of the kernel as a debugger would find it, if it was asked for.</summary>
    public KernelState? KernelState { get; init; }

    /// <summary>All that the driver still held when Driver Verifier stopped the machine for it; empty otherwise.</summary>
    public ImmutableArray<HeldResource> HeldAtStop { get; init; } = [];

    /// <summary>The places in the driver of the calls that were asked for, by call number.</summary>
    internal ImmutableDictionary<long, Acquisition> Origins { get; init; } = ImmutableDictionary<long, Acquisition>.Empty;

    /// <summary>Names that drivers chose: of devices, with no target, and of symbolic links, with theirs, in the order in which they came to be.</summary>
    internal ImmutableArray<(string Name, string? Target)> Names { get; init; } = [];

    /// <summary>Driver Verifier's counters, under their own names, in its order.</summary>
    public required ImmutableArray<KeyValuePair<string, long>> Counters { get; init; }

    /// <summary>Virtual time at the end, in 100 ns since boot.</summary>
    public required long VirtualTime { get; init; }
}
