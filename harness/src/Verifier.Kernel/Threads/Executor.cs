namespace Verifier.Kernel;

/// <summary>
/// Plays the actions of kernel sequences: a callback is a delegate call, a block hands the baton on. A routine of a compiled driver is a
/// delegate too, which switches to native code (<see cref="ICodePlayer"/>).
/// </summary>
internal sealed class Executor(Machine machine)
{
    /// <summary>The observer; null for none.</summary>
    public IRoutineObserver? Observer { get; set; }

    /// <summary>Runs the kernel's own code for a routine; the result is the register value a compiled driver would see.</summary>
    public ulong Call(Ddi ddi, ReadOnlySpan<ulong> arguments) => ddi.Body is { } body ? body(machine, arguments) : Run(ddi.Sequence!(machine, arguments));

    /// <summary>Runs a sequence to its end and returns its result.</summary>
    public ulong Run(IEnumerator<KernelAction> sequence)
    {
        var isOver = false;
        try
        {
            while (sequence.MoveNext())
            {
                Play(sequence.Current);
            }

            isOver = true;
        }
        finally
        {
            // A sequence that came to its end has left its own finally blocks.
            if (!isOver)
            {
                sequence.Dispose();
            }
        }

        return machine.Scheduler.Current.Result;
    }

    private void Play(in KernelAction action)
    {
        switch (action.Kind)
        {
            case KernelActionKind.Invoke:
                machine.Scheduler.Current.Result =
                    Invoke(action.RoutineKind, action.Routine, action.A0, action.A1, action.A2, action.A3, action.StackArguments);
                break;
            case KernelActionKind.Run:
                Run(action.Sequence!);
                break;
            case KernelActionKind.Block:
                machine.Scheduler.Current.Result = machine.Scheduler.Wait(action.Wait!).Value;
                RequireRoutineStillLoaded();
                break;
        }
    }

    /// <summary>
    /// Calls the routine at an address, as what it is registered there. An address where no routine is faults as an execute access.
    /// </summary>
    public ulong Invoke(RoutineKind kind, ulong address, ulong a0 = 0, ulong a1 = 0, ulong a2 = 0, ulong a3 = 0, ulong[]? onStack = null)
    {
        if (machine.IsStopped)
        {
            throw MachineStopped.Instance;
        }

        var routine = machine.Images.RoutineAt(address) ?? throw new FaultHandler(machine).Fault(address, MemoryAccess.Execute);
        if (routine.Export is { } export)
        {
            return machine.Part<IExportCalls>(MachinePart.SystemRoutines).Call(export, a0, a1, a2, a3, onStack);
        }

        if (routine.IsPageable)
        {
            machine.Memory.Touch(address, 1, MemoryAccess.Execute);
        }

        var outerRoutine = machine.CurrentRoutine;
        var outerKind = machine.CurrentRoutineKind;
        var outerArgument = machine.CurrentRoutineArgument;
        var outerDepth = machine.KernelDepth;
        var outerCaller = machine.Caller;
        var thread = machine.Scheduler.Current;
        var outerStack = thread.StackPointer;
        machine.CurrentRoutine = address;
        if (kind != RoutineKind.None)
        {
            // A routine of the kernel's own that the driver calls through a pointer is still a part of the driver's routine.
            machine.CurrentRoutineKind = kind;
            machine.CurrentRoutineArgument = a1;
        }

        machine.KernelDepth = routine.Image.IsKernel ? 1 : 0;
        machine.Caller = routine.Image.IsKernel ? outerCaller : routine.Image;
        Observer?.RoutineEntered(routine, kind, a0, a1, a2, a3);
        ulong result, innerStack;
        try
        {
            result = routine.Code is { } code ? code(a0, a1, a2, a3)
                : routine.Sequence is { } sequence ? Run(sequence(a0, a1, a2, a3))
                : routine.StackCode!(a0, a1, a2, a3, onStack ?? []);
        }
        catch (Exception raised) when (machine.NoteRaised(raised))
        {
            throw;
        }
        finally
        {
            machine.CurrentRoutine = outerRoutine;
            machine.CurrentRoutineKind = outerKind;
            machine.CurrentRoutineArgument = outerArgument;
            machine.KernelDepth = outerDepth;
            machine.Caller = outerCaller;
            (innerStack, thread.StackPointer) = (thread.StackPointer, outerStack);
        }

        if (innerStack != outerStack)
        {
            machine.Lifetimes.StackLeft(innerStack, outerStack - innerStack, address);
        }

        Observer?.RoutineReturned(routine, result);
        return result;
    }

    /// <summary>A thread that waited may find its driver gone: the return to it is a jump into unloaded code.</summary>
    private void RequireRoutineStillLoaded()
    {
        var routine = machine.CurrentRoutine;
        if (routine != 0 && machine.Pages.Kinds[machine.Pages.PageOf(routine)] == PageKind.UnloadedImage)
        {
            throw new FaultHandler(machine).Fault(routine, MemoryAccess.Execute);
        }
    }

    /// <summary>
    /// Runs driver code at the bottom of a thread or DPC: an exception that no frame catches stops the machine
    /// (harness/docs/facts/bugchecks.md#what-the-driver-did), as on Windows before any termination handler runs. True when the code came to
    /// its end.
    /// </summary>
    public bool Guard(Action code) => Guard(static (_, action) => action(), machine, code);

    /// <summary>The same for code that takes what it needs as an argument.</summary>
    public bool Guard<T>(Action<Machine, T> code, Machine on, T argument)
    {
        try
        {
            code(on, argument);
            return true;
        }
        catch (Exception end) when (StopIfUncaught(end))
        {
            return end is ThreadTerminated;
        }
    }

    // Any exception of a driver is a defect of the driver. It becomes a bug check in the first pass, while all its frames are alive.
    private bool StopIfUncaught(Exception end)
    {
        if (end is not (MachineStopped or ThreadTerminated))
        {
            UncaughtException.Stop(machine, end is KernelException raised ? raised.Latest : end);
        }

        return true;
    }
}
