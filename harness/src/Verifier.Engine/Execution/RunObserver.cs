using Verifier.Engine.Observation;
using Verifier.Kernel;

namespace Verifier.Engine.Execution;

/// <summary>Listens to the machine: what it says besides DDI calls goes into the trace, violations and the stop into the observation.</summary>
internal sealed class RunObserver(Machine machine, Trace trace, Func<int> currentOperation) : IMachineObserver, IRoutineObserver
{
    public List<ObservedViolation> Violations { get; } = [];

    public ObservedStop? Stop { get; private set; }

    /// <summary>Called when the machine stops, while everything is as it was.</summary>
    public Action? WhenStopped { get; init; }

    public void RoutineEntered(DriverRoutine routine, RoutineKind kind, ulong a0, ulong a1, ulong a2, ulong a3)
    {
        if (!routine.Image.IsKernel)
        {
            trace.Enter(machine, routine, kind, [a0, a1, a2, a3]);
        }
    }

    public void RoutineReturned(DriverRoutine routine, ulong result)
    {
        if (!routine.Image.IsKernel)
        {
            trace.Leave(machine, routine, result);
        }
    }

    public void Violated(ProtocolViolation violation)
    {
        var wouldBe = violation.Stop;
        Violations.Add(new ObservedViolation(wouldBe, violation.Text, currentOperation(), RunningRoutine())
        {
            About = ObservedCall.Of(violation.About),
        });
        trace.Note(machine, TraceEventKind.Violation, wouldBe.Code.ToString(), [wouldBe.P1, wouldBe.P2, wouldBe.P3, wouldBe.P4], violation.Text);
    }

    public void Breached(RuleBreach breach)
    {
        Violations.Add(new ObservedViolation(null, breach.Text, currentOperation(), RunningRoutine())
        {
            Rule = breach.Rule,
            About = ObservedCall.Of(breach.About),
        });
        trace.Note(machine, TraceEventKind.Violation, breach.Rule, [], breach.Text);
    }

    public void Stopped(StopReason reason)
    {
        var bugCheck = reason.BugCheck;
        Stop = new ObservedStop(bugCheck, reason.Detail, currentOperation(), RunningRoutine(), DriverFrames())
        {
            IsShortage = reason.IsShortage,
            Unmodelled = reason.Unmodelled,
            About = ObservedCall.Of(reason.About),
        };
        ulong[] values = bugCheck is null ? [] : [(ulong)bugCheck.Code, bugCheck.P1, bugCheck.P2, bugCheck.P3, bugCheck.P4];
        trace.Note(machine, TraceEventKind.Stop, "stop", values, bugCheck?.ToString() ?? reason.Detail);
        WhenStopped?.Invoke();
    }

    // An exception knows the frames it went through; one that was thrown again has left some of them.
    private DriverStack DriverFrames()
    {
        var running = machine.CurrentRoutine == 0 ? null : machine.Images.DriverAt(machine.CurrentRoutine);
        if ((running ?? machine.Images.Images.LastOrDefault(i => !i.IsKernel)) is not { } driver)
        {
            return DriverStack.Empty;
        }

        return machine.Uncaught is { } uncaught ? DriverStack.Of(uncaught, driver) : DriverStack.Capture(driver);
    }

    // Empty when the kernel runs for itself.
    private string RunningRoutine() => machine.CurrentRoutine == 0 ? string.Empty : machine.Images.NameOf(machine.CurrentRoutine);
}
