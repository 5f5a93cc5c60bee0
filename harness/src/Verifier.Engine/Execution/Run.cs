using System.Collections.Immutable;
using Verifier.Engine.Interception;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Kernel;

namespace Verifier.Engine.Execution;

/// <summary>One run: one machine, one plan, one driver. Wires the layer in, plays the workload, and says what was seen.</summary>
internal sealed class Run
{
    private readonly Machine _machine;
    private readonly Plan _plan;
    private readonly Trace _trace;
    private readonly InterceptionLayer _layer;
    private readonly EconomyRecorder? _economy;
    private readonly RunObserver _observer;
    private readonly Workload _workload;
    private readonly ContentsRecorder? _contents;
    private readonly bool _keepsKernelState;
    private KernelState? _kernelState;
    private ImmutableArray<HeldResource> _heldAtStop = [];

    public Run(Machine machine, Plan plan, RunOptions options)
    {
        _machine = machine;
        _plan = plan;
        _trace = new Trace(options.KeepTrace);
        _layer = new InterceptionLayer(machine, new FaultRules(plan.Rules, plan.Seed) { Spared = plan.Variation.Spared }, _trace)
        {
            Failures = { OnInjected = options.OnInjected, CapturesStacks = options.CapturesStacks },
            Shortages = { CapturesStacks = options.CapturesStacks, StackOf = options.StackOfShortage },
            UnderTest = plan.Driver.With.IsEmpty ? null : plan.Driver.Name,
            Recorder = Recorded(plan, options) is var which and not Recording.None ? new PointRecorder(which) : null,
            Origins = options.OriginsOf is { IsEmpty: false } calls ? new OriginRecorder(calls) : null,
            Below = options.PagedInstead is { } site ? new PoolMove(machine, site) : null,
        };
        if (options.FollowsMemory)
        {
            _layer.Below = _economy = new EconomyRecorder(machine, _layer.Operations);
        }

        _contents = ContentsRecorder.Attach(machine.Uninitialised, _layer.Operations, plan.Variation.Contents, options.ListsHandedOut);
        _keepsKernelState = options.KeepsKernelState;
        _observer = new RunObserver(machine, _trace, () => _layer.Operations.Index) { WhenStopped = KeepAtStop };
        machine.VerifierOptions = plan.Options | (options.PagedInstead is null ? 0 : DriverVerifierOptions.ForceIrqlChecking);
        machine.Observer = _observer;
        machine.Executor.Observer = _observer;
        Answer(plan.Driver.Stubs);
        machine.ExportDrivers.Known = plan.Driver.CompiledSources;
        machine.ExportDrivers.ThunkOf = name => _layer.Rules.AreAbout(name) ? _layer : null;
        MachineSetup.Apply(machine, plan);
        machine.Io.Lower.Teach(LowerRules.Of(plan.Scenario, plan.Seed));
        FilesOfScript.Put(machine, plan.Scenario, plan.Seed);
        _workload = new Workload(machine, plan, _layer, _trace, options.KeepsKernelState)
        {
            CountsHoldings = options.CountsHoldings,
            DoesEverySpike = options.DoesEverySpike,
        };
    }

    // An operation that is done again with its fault fails at the same site, which is known by its stack.
    private static Recording Recorded(Plan plan, RunOptions options) => plan.Variation.Echoes > 0 ? Recording.All : options.Points;

    private void Answer(ImmutableArray<ImportStub> stubs)
    {
        if (stubs.IsEmpty)
        {
            return;
        }

        _machine.ImportAnswers = stubs.ToDictionary(stub => stub.Name, stub => stub.Value, StringComparer.Ordinal);
        foreach (var stub in stubs)
        {
            _machine.Remark(stub.Sentence);
        }
    }

    /// <summary>Plays the workload to its end, or until the machine stops.</summary>
    public RunObservation Execute()
    {
        try
        {
            _workload.Play();
        }
        catch (MachineStopped)
        {
            // The stop is in the observer; what it interrupted stays recorded as interrupted.
        }

        KeepKernelState();
        if (_observer.Stop is null)
        {
            _economy?.Note();
        }

        _machine.Observer = null;
        _machine.Executor.Observer = null;
        return new RunObservation
        {
            Plan = _plan,
            Operations = _workload.Records,
            Injections = [.. _layer.Failures.Injections],
            Rules = _layer.Rules.Outcomes,
            Censuses = [.. _workload.Censuses],
            Violations = [.. _observer.Violations],
            Stop = _observer.Stop,
            TraceHash = _trace.Hash,
            Trace = [.. _trace.Events],
            Calls = _layer.Calls,
            FaultPoints = _layer.Interceptable,
            RealFailures = _layer.Shortages.Count,
            KernelShortages = _machine.Shortages,
            Shortages = [.. _layer.Shortages.First],
            SiteUses = _economy is null ? [] : [.. _economy.Uses],
            PoolSamples = _economy is null ? [] : [.. _economy.Samples],
            Points = _layer.Recorder is { } recorder ? [.. recorder.Points] : [],
            KernelState = _kernelState,
            HeldAtStop = _heldAtStop,
            Origins = _layer.Origins?.Found ?? ImmutableDictionary<long, Acquisition>.Empty,
            Remarks = [.. _machine.Remarks],
            Names = [.. _machine.Io.Names.Given],
            Outflow = [.. _machine.Outflow.Select(o => new OutflowRecord(o.Place, [.. o.Data]))],
            HandedOut = _contents is null ? [] : [.. _contents.Blocks],
            Counters = Counters(),
            VirtualTime = _machine.Clock.Now,
        };
    }

    private void KeepAtStop()
    {
        KeepKernelState();
        _economy?.Note();
        var isLeak = _machine.Stopped?.BugCheck is { Code: BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, P1: PoolCensus.LeakedAtUnload };
        if (isLeak && _machine.Images.Images.LastOrDefault(i => !i.IsKernel && !i.IsUnloaded) is { } image)
        {
            _heldAtStop = Census.Take(_machine, image, CensusPoint.Unload, _layer.Operations.Index, sinceCall: 0).Held;
        }
    }

    // At the stop, before unwinding changes anything; else at the end.
    private void KeepKernelState() => _kernelState ??= _keepsKernelState ? KernelState.Take(_machine, _workload.Image) : null;

    /// <summary>Driver Verifier's counters under their own names (harness/docs/facts/driver-verifier.md#counters).</summary>
    private ImmutableArray<KeyValuePair<string, long>> Counters() =>
        VerifierCounterList.Read(_machine, _workload.Image, _layer.Failures.Injections.Count, _workload.Loads, _workload.Unloads);
}
