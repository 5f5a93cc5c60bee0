using Verifier.Engine.Interception;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Execution;

/// <summary>
/// Events of the system that a script causes, for drivers that registered for them. Information is the number of routines that were called.
/// </summary>
internal sealed class SystemEvents(Machine machine)
{
    public StepResult Raise(SystemEventOperation step)
    {
        var before = Applications.Current(machine.Scheduler);
        machine.Scheduler.WorkFor(step.Event is SystemEvent.ProcessCreate ? Applications.Default : step.Process ?? Applications.Default);
        var result = KindOf(step.Event) is { } kind ? RaiseInProcess(step, kind) : RaisePnp(step);
        machine.Scheduler.WorkFor(before);
        return result;
    }

    private static NotifyKind? KindOf(SystemEvent one) => one switch
    {
        SystemEvent.ProcessCreate or SystemEvent.ProcessExit => NotifyKind.Process,
        SystemEvent.ThreadCreate or SystemEvent.ThreadExit => NotifyKind.Thread,
        SystemEvent.ImageLoad => NotifyKind.Image,
        _ => null,
    };

    private static PnpEvent PnpOf(SystemEvent one) => one switch
    {
        SystemEvent.InterfaceArrival => PnpEvent.InterfaceArrival,
        SystemEvent.InterfaceRemoval => PnpEvent.InterfaceRemoval,
        SystemEvent.TargetQueryRemove => PnpEvent.TargetQueryRemove,
        SystemEvent.TargetRemoveCancelled => PnpEvent.TargetRemoveCancelled,
        SystemEvent.TargetRemoveComplete => PnpEvent.TargetRemoveComplete,
        SystemEvent.ProfileQueryChange => PnpEvent.ProfileQueryChange,
        SystemEvent.ProfileChangeCancelled => PnpEvent.ProfileChangeCancelled,
        _ => PnpEvent.ProfileChangeComplete,
    };

    private StepResult RaiseInProcess(SystemEventOperation step, NotifyKind kind)
    {
        var events = machine.ProcessEvents;
        if (!events.IsAnybodyToldOf(kind))
        {
            return Skipped($"{kind.ToString().ToLowerInvariant()} notifications");
        }

        var process = step.Process ?? Applications.Default;
        var status = Kernel.Operation.Run(machine, step.Event switch
        {
            SystemEvent.ProcessCreate => events.CreateProcess(process, step.CommandLine),
            SystemEvent.ProcessExit => events.ExitProcess(process),
            SystemEvent.ThreadCreate => events.CreateThread(process),
            SystemEvent.ThreadExit => events.ExitThread(process),
            _ => events.LoadImage(step.Image!, step.Process),
        });
        return StepResult.Of(new NTSTATUS((uint)status), (ulong)events.Called);
    }

    private StepResult RaisePnp(SystemEventOperation step)
    {
        var (one, interfaceClass) = (PnpOf(step.Event), step.InterfaceClass ?? Guid.Empty);
        var events = machine.Io.PnpEvents;
        if (events.Listeners(one, interfaceClass).Count == 0)
        {
            return Skipped(step.InterfaceClass is null ? "this PnP notification" : $"PnP notifications of interfaces of the class {interfaceClass:D}");
        }

        var link = step.Link ?? $@"\??\ROOT#SYSTEM-EVENT#0000#{interfaceClass:B}";
        var status = Kernel.Operation.RunOnSystemThread(machine, "plug and play", events.Tell(one, interfaceClass, link));
        return StepResult.Of(new NTSTATUS((uint)status), (ulong)events.Called);
    }

    private static StepResult Skipped(string what) => StepResult.Skipped($"no driver is registered for {what}");
}
