using Verifier.Engine.Observation;
using Verifier.Kernel;

namespace Verifier.Engine.Interception;

/// <summary>
/// The layer between a verified driver and the kernel (ARCHITECTURE.md D3). For every call, in this order: count, decide, record, forward
/// or fail in the shape that this DDI fails.
/// </summary>
[System.Diagnostics.DebuggerNonUserCode] // a debugger that breaks at an injected failure shows the driver's frame, not these
internal sealed class InterceptionLayer(Machine machine, FaultRules rules, Trace trace) : IImportThunk
{
    private int _suspended;

    /// <summary>The rules.</summary>
    public FaultRules Rules => rules;

    /// <summary>The workload's operations.</summary>
    public OperationLog Operations { get; } = new(machine.Scheduler);

    /// <summary>Calls that were made to fail.</summary>
    public InjectedFailures Failures => field ??= new InjectedFailures(machine, Operations, trace);

    /// <summary>Calls that failed although no rule said so.</summary>
    public RealShortages Shortages => field ??= new RealShortages(machine, Operations, trace);

    /// <summary>The driver under test. Others have fault points only where a rule names them. Null: there are no others.</summary>
    public string? UnderTest { get; init; }

    /// <summary>Lists the fault points; null when they are not wanted.</summary>
    public PointRecorder? Recorder { get; init; }

    /// <summary>Notes the places of some calls; null when none is wanted.</summary>
    public OriginRecorder? Origins { get; init; }

    /// <summary>
    /// The thunk that calls go to that do not fail: it follows or changes them on their way to the kernel. Null: they go straight to the
    /// kernel.
    /// </summary>
    public IImportThunk? Below { get; set; }

    /// <summary>Calls of verified drivers so far.</summary>
    public long Calls { get; private set; }

    /// <summary>Calls so far that can fail for lack of resources: the fault points.</summary>
    public long Interceptable { get; private set; }

    /// <summary>From here on nothing counts and nothing fails.</summary>
    public void Suspend() => _suspended++;

    /// <summary>Ends the latest <see cref="Suspend"/>.</summary>
    public void Resume() => _suspended = Math.Max(0, _suspended - 1);

    /// <inheritdoc/>
    public ulong Call(DriverImage caller, Ddi ddi, ReadOnlySpan<ulong> arguments)
    {
        Calls++;
        Origins?.Note(machine.Gate.Calls, Operations, caller);
        if (ddi.CanFail && _suspended == 0 && IsInjectable(ddi, arguments))
        {
            var isUnderTest = UnderTest is null || UnderTest == caller.Name;
            Interceptable += isUnderTest ? 1 : 0;
            var about = isUnderTest ? rules.Of(ddi) : rules.Of(ddi, caller.Name);
            if (about.Length > 0 || Recorder is not null)
            {
                var site = new CallSite(machine, Operations, caller, ddi, arguments, isUnderTest ? Interceptable : 0);
                if (isUnderTest && Recorder?.Wants(Failures) == true)
                {
                    Recorder.Record(ref site);
                }

                if (rules.Choose(about, ref site) is { } rule)
                {
                    return Failures.Fail(rule, ref site);
                }
            }
        }

        return Forward(caller, ddi, arguments);
    }

    // Not a wait that is not alertable, or not the application's; not tag 0; not a call that gives something back: the declaration says so.
    private bool IsInjectable(Ddi ddi, ReadOnlySpan<ulong> arguments) =>
        ddi.GivesBack?.Matches(arguments) != true && ddi.Failure.ShapeFor(machine, arguments) != FailureShape.CannotFail;

    private ulong Forward(DriverImage caller, Ddi ddi, ReadOnlySpan<ulong> arguments)
    {
        trace.Call(machine, ddi, arguments);
        try
        {
            var result = Below is null ? machine.Gate.Forward(caller, ddi, arguments) : Below.Call(caller, ddi, arguments);
            trace.Return(machine, ddi, result);
            if (ddi.CanFail && IsShortage(ddi, result) && IsInjectable(ddi, arguments))
            {
                Shortages.Note(caller, ddi);
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
        trace.Raise(machine, ddi, raised.Status);
        if (ddi.CanFail && raised.Status == ddi.Failure.Status)
        {
            Shortages.Note(caller, ddi);
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
}
