using System.Collections.Immutable;
using Verifier.Engine.Economy;
using Verifier.Engine.Execution;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Kernel;
using OrdinalRange = Verifier.Scenarios.Model.OrdinalRange;

namespace Verifier.Engine.Interception;

/// <summary>
/// The layer between a verified driver and the kernel (ARCHITECTURE.md D3). For every call, in this order: count, decide, record, forward
/// or fail in the shape that this DDI fails.
/// </summary>
[System.Diagnostics.DebuggerNonUserCode] // a debugger that breaks at an injected failure shows the driver's frame, not these
internal sealed class InterceptionLayer : IImportThunk
{
    private readonly RuleState[] _rules;

    // Null when every rule is about every DDI that can fail, as those of exploration are.
    private readonly RuleState[]?[]? _rulesOfDdi;
    private readonly Trace _trace;
    private readonly List<(string Name, OperationId Id)> _operations = [];
    private int _suspended;
    private (ulong Site, int Left) _again;

    public InterceptionLayer(Machine machine, ImmutableArray<PlannedRule> rules, ulong seed, Trace trace)
    {
        Machine = machine;
        _trace = trace;
        _rules = rules.IsEmpty ? [] : [.. rules.Select(r => new RuleState(r, seed))];
        _rulesOfDdi = rules.All(r => r.Targets == Planner.EveryFallible) ? null : RulesByDdi(_rules);
    }

    public Machine Machine { get; }

    /// <summary>Calls of verified drivers so far.</summary>
    public long Calls { get; private set; }

    /// <summary>A driver that fails on and on shows its place often enough; capturing a stack costs more than the rest of a run.</summary>
    private const int StacksKept = 100;

    /// <summary>Calls that failed although no rule said so: real exhaustion; the first ones.</summary>
    public List<Shortage> Shortages { get; } = [];

    /// <summary>Lists the fault points; null when nobody wants them.</summary>
    public PointRecorder? Recorder { get; init; }

    /// <summary>Notes the places of some calls; null when nobody wants any.</summary>
    public OriginRecorder? Origins { get; init; }

    /// <summary>Follows the driver's memory; null when nobody wants it.</summary>
    public EconomyRecorder? Economy { get; set; }

    /// <summary>Serves a site from paged pool; null in every run but an experiment's.</summary>
    public PoolMove? PoolMove { get; init; }

    /// <summary>Calls so far that can fail for lack of resources: the fault points.</summary>
    public long Interceptable { get; private set; }

    /// <summary>Calls that failed although no rule said so: real exhaustion.</summary>
    public long RealFailures { get; private set; }

    /// <summary>The driver under test. Others have fault points only where a rule names them. Null: there are no others.</summary>
    public string? UnderTest { get; init; }

    /// <summary>Calls that were made to fail, in order.</summary>
    public List<Injection> Injections { get; } = [];

    /// <summary>Name of the workload's operation in progress.</summary>
    public string OperationName => OperationIndex >= 0 ? _operations[OperationIndex].Name : string.Empty;

    /// <summary>Which operation that is; null outside of one.</summary>
    public OperationId? OperationId => OperationIndex >= 0 ? _operations[OperationIndex].Id : null;

    /// <summary>
    /// Index of the operation that the running thread works for; of the latest one for a thread of the system; -1 before the first.
    /// </summary>
    public int OperationIndex => Machine.Scheduler.Current.Activity is >= 0 and var activity ? activity : _operations.Count - 1;

    /// <summary>
    /// Image name of the running thread's process (harness/docs/facts/driver-verifier.md#low-resources-simulation-command-line); each
    /// thread of the workload has its own.
    /// </summary>
    public string Application
    {
        get => Machine.Scheduler.Current.Process ?? (Machine.Scheduler.Current.IsSystem ? SystemProcess : DefaultApplication);
        set => Machine.Scheduler.WorkFor(value);
    }

    /// <summary>The process of system threads: DriverEntry, work items, what drivers create themselves.</summary>
    public const string SystemProcess = "System";

    /// <summary>What the engine's own requests are said to come from.</summary>
    public const string DefaultApplication = "verifier.exe";

    /// <summary>Called at each injected failure, in the driver's frame: where <c>replay --break</c> stops a debugger.</summary>
    public Action<Injection>? OnInjected { get; set; }

    /// <summary>Do injections say where in the driver they hit?</summary>
    public bool CapturesStacks { get; init; } = true;

    /// <summary>The only call that fails for real whose place is wanted, 1-based; null for all.</summary>
    public int? StackOfShortage { get; init; }

    /// <summary>Calls that no rule makes to fail.</summary>
    public ImmutableArray<OrdinalRange> Spared { get; init; } = [];

    /// <summary>The states of all rules.</summary>
    public ImmutableArray<RuleOutcome> RuleOutcomes => [.. _rules.Select(r => r.Outcome)];

    /// <summary>Does a rule name a driver that is not under test?</summary>
    public bool IsAbout(string driver) => Array.Exists(_rules, rule => IsAbout(rule.Rule, driver));

    /// <summary>From here on nothing counts and nothing fails.</summary>
    public void Suspend() => _suspended++;

    /// <summary>Ends the latest <see cref="Suspend"/>.</summary>
    public void Resume() => _suspended = Math.Max(0, _suspended - 1);

    /// <summary>The workload's next operation begins.</summary>
    public void BeginOperation(string name, OperationId id) => _operations.Add((name, id));

    public bool HasBegun(string operation) => _operations.Exists(o => o.Name == operation);

    /// <summary>A call from a fault site fails too: the n-th from now on, 1 is the next.</summary>
    public void FailAgain(ulong site, int occurrence) => _again = (site, occurrence);

    /// <summary>Ends <see cref="FailAgain"/>.</summary>
    public void FailNoMore() => _again = default;

    public ulong Call(DriverImage caller, Ddi ddi, ReadOnlySpan<ulong> arguments)
    {
        Calls++;
        Origins?.Note(this, caller);
        if (ddi.CanFail && _suspended == 0 && IsInjectable(ddi, arguments))
        {
            var isUnderTest = UnderTest is null || UnderTest == caller.Name;
            Interceptable += isUnderTest ? 1 : 0;
            var rules = _rulesOfDdi is null ? _rules : _rulesOfDdi[ddi.Ordinal] ?? [];
            rules = isUnderTest ? rules : About(rules, caller.Name);
            if (rules.Length > 0 || Recorder is not null)
            {
                var site = new CallSite(this, caller, ddi, arguments, isUnderTest ? Interceptable : 0);
                if (isUnderTest && Recorder?.Wants(this) == true)
                {
                    Recorder.Record(ref site);
                }

                if (Choose(rules, ref site) is { } rule && !(isUnderTest && IsSpared))
                {
                    return Fail(rule, ref site);
                }
            }
        }

        return Forward(caller, ddi, arguments);
    }

    // Apart from its caller, which every call goes through: what captures a variable is allocated as soon as its method is entered.
    private static RuleState[] About(RuleState[] rules, string driver) => Array.FindAll(rules, rule => IsAbout(rule.Rule, driver));

    private static bool IsAbout(PlannedRule rule, string driver) => rule.Where.Drivers.Any(glob => glob.Matches(driver));

    // The rule has counted the call all the same: what it does to the calls after it is as it was.
    private bool IsSpared => !Spared.IsEmpty && Spared.Any(range => range.Contains(Interceptable));

    // Not a wait that is not alertable, or not the application's; not tag 0; not a call that gives something back: the declaration says so.
    private bool IsInjectable(Ddi ddi, ReadOnlySpan<ulong> arguments) =>
        ddi.GivesBack?.Matches(arguments) != true && ddi.Failure.ShapeFor(Machine, arguments) != FailureShape.CannotFail;

    private static RuleState[]?[] RulesByDdi(RuleState[] rules)
    {
        var byDdi = new RuleState[]?[DdiCatalogue.All.Count];
        foreach (var rule in rules)
        {
            // Rules are often about every DDI there is: those that only one rule is about share its array.
            RuleState[] alone = [rule];
            foreach (var ddi in rule.Rule.Targets)
            {
                ref var known = ref byDdi[ddi.Ordinal];
                known = known is null ? alone : [.. known, rule];
            }
        }

        return byDdi;
    }

    private RuleState? Choose(RuleState[] rules, ref CallSite site)
    {
        // Every rule counts every call, so that "the 3rd" means the same whether or not another rule failed the 2nd.
        var isAgain = _again.Left > 0 && site.Stack.Identity(site.Ddi) == _again.Site && --_again.Left == 0;
        var winner = isAgain ? _rules.LastOrDefault(r => r.Rule.Origin == RuleOrigin.Point) : null;
        foreach (var rule in rules)
        {
            if (rule.Decide(ref site))
            {
                winner ??= rule;
            }
        }

        return winner;
    }

    private ulong Forward(DriverImage caller, Ddi ddi, ReadOnlySpan<ulong> arguments)
    {
        if (Economy is { } economy)
        {
            economy.Calls(ddi, arguments);
            var result = ForwardTraced(caller, ddi, arguments);
            economy.Returned(caller, ddi, arguments, result);
            return result;
        }

        Span<ulong> rewritten = stackalloc ulong[PoolMove is null ? 0 : arguments.Length];
        return ForwardTraced(caller, ddi, PoolMove?.Rewrites(caller, ddi, arguments, rewritten) == true ? rewritten : arguments);
    }

    private ulong ForwardTraced(DriverImage caller, Ddi ddi, ReadOnlySpan<ulong> arguments)
    {
        _trace.Call(Machine, ddi, arguments);
        try
        {
            var result = Machine.Gate.Forward(caller, ddi, arguments);
            _trace.Return(Machine, ddi, result);
            if (ddi.CanFail && IsShortage(ddi, result) && IsInjectable(ddi, arguments))
            {
                NoteRealFailure(caller, ddi);
            }

            return result;
        }
        catch (KernelException raised) when (NoteRaise(caller, ddi, raised))
        {
            throw;
        }
    }

    // A filter that never catches: the driver's own filters run in the same pass, while the frames of this call are alive.
    private bool NoteRaise(DriverImage caller, Ddi ddi, KernelException raised)
    {
        _trace.Raise(Machine, ddi, raised.Status);
        if (ddi.CanFail && raised.Status == ddi.Failure.Status)
        {
            NoteRealFailure(caller, ddi);
        }

        return false;
    }

    // Nothing was injected and the call still came back empty-handed: memory, PTEs or registers are really short.
    private static bool IsShortage(Ddi ddi, ulong result) => ddi.Failure.Shape switch
    {
        FailureShape.Null => result == 0,
        FailureShape.Status => (uint)result == ddi.Failure.Status.Value,
        _ => false,
    };

    private void NoteRealFailure(DriverImage caller, Ddi ddi)
    {
        RealFailures++;
        if (Shortages.Count < StacksKept)
        {
            var isPlaceWanted = CapturesStacks && (StackOfShortage ?? Shortages.Count + 1) == Shortages.Count + 1;
            Shortages.Add(new Shortage(ddi, Machine.Gate.Calls, OperationIndex, isPlaceWanted ? DriverStack.Capture(caller) : DriverStack.Empty));
        }

        _trace.Note(Machine, TraceEventKind.Shortage, ddi.Name, [], "failed for real: the resource has run out");
    }

    private ulong Fail(RuleState rule, ref CallSite site)
    {
        Machine.Gate.CheckOnly(site.Caller, site.Ddi, site.Arguments);
        var contract = site.Ddi.Failure;
        var shape = rule.Rule.Shape is { } asked && contract.Allows(asked, Machine, site.Arguments)
            ? asked
            : contract.ShapeFor(Machine, site.Arguments);
        var injection = new Injection
        {
            Ordinal = site.Ordinal,
            CallNumber = Machine.Gate.Calls,
            Ddi = site.Ddi,
            Shape = shape,
            Status = rule.Rule.Status ?? contract.StatusOf(shape),
            Rule = rule.Rule,
            Size = site.Size,
            Tag = site.Tag,
            Irql = Machine.Irql,
            Time = Machine.Clock.Now,
            Operation = OperationIndex,
            Stack = CapturesStacks && Injections.Count < StacksKept ? site.Stack : DriverStack.Empty,
        };
        Injections.Add(injection);
        _trace.Injected(Machine, injection, site.Arguments);
        OnInjected?.Invoke(injection);
        return InShape(injection, ref site);
    }

    private ulong InShape(Injection injection, ref CallSite site)
    {
        switch (injection.Shape)
        {
            case FailureShape.Raise or FailureShape.QuotaExceeded:
                throw new KernelException(injection.Status);
            case FailureShape.Status or FailureShape.Alerted or FailureShape.UserApc:
                return injection.Status.Value;
            case FailureShape.Stop:
                injection.Ddi.Failure.Crash!(Machine, site.Arguments);
                return 0;
            case FailureShape.Short or FailureShape.OnePage or FailureShape.AllButOnePage:
                return ShortResult.Forward(Machine, injection.Shape, site.Caller, site.Ddi, site.Arguments);
            default:
                return 0;
        }
    }
}
