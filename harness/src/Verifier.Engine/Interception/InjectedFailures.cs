using Verifier.Engine.Observation;
using Verifier.Kernel;

namespace Verifier.Engine.Interception;

/// <summary>Makes calls fail, each in a shape in which its DDI fails, and lists them.</summary>
[System.Diagnostics.DebuggerNonUserCode] // a debugger that breaks at an injected failure shows the driver's frame, not these
internal sealed class InjectedFailures(Machine machine, OperationLog operations, Trace trace)
{
    /// <summary>
    /// So many calls that fail say their place. A driver that fails on and on shows its place often enough; capturing a stack costs more than
    /// the rest of a run.
    /// </summary>
    public const int StacksKept = 100;

    /// <summary>The calls, in order.</summary>
    public List<Injection> Injections { get; } = [];

    /// <summary>Called at each of them, in the driver's frame: where <c>replay --break</c> stops a debugger.</summary>
    public Action<Injection>? OnInjected { get; set; }

    /// <summary>True to note where in the driver each call was made.</summary>
    public bool CapturesStacks { get; set; } = true;

    /// <summary>Makes a call fail as a rule says; what the driver gets back instead of a result.</summary>
    /// <exception cref="KernelException">It fails by raising a status.</exception>
    public ulong Fail(RuleState rule, ref CallSite site)
    {
        machine.Gate.CheckOnly(site.Caller, site.Ddi, site.Arguments);
        var contract = site.Ddi.Failure;
        var shape = rule.Rule.Shape is { } asked && contract.Allows(asked, machine, site.Arguments)
            ? asked
            : contract.ShapeFor(machine, site.Arguments);
        var injection = new Injection
        {
            Ordinal = site.Ordinal,
            CallNumber = machine.Gate.Calls,
            Ddi = site.Ddi,
            Shape = shape,
            Status = rule.Rule.Status ?? contract.StatusOf(shape),
            Rule = rule.Rule,
            Size = site.Size,
            Tag = site.Tag,
            Irql = machine.Irql,
            Time = machine.Clock.Now,
            Operation = operations.Index,
            Stack = CapturesStacks && Injections.Count < StacksKept ? site.Stack : DriverStack.Empty,
        };
        Injections.Add(injection);
        trace.Injected(machine, injection, site.Arguments);
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
                injection.Ddi.Failure.Crash!(machine, site.Arguments);
                return 0;
            case FailureShape.Short or FailureShape.OnePage or FailureShape.AllButOnePage:
                return ShortResult.Forward(machine, injection.Shape, site.Caller, site.Ddi, site.Arguments);
            default:
                return 0;
        }
    }
}
