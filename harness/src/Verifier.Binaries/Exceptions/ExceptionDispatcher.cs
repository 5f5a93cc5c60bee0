using Verifier.Binaries.Calls;
using Verifier.Binaries.Loading;
using Verifier.Binaries.Switching;
using Verifier.Kernel;

namespace Verifier.Binaries.Exceptions;

/// <summary>
/// Structured exception handling, over the two passes of .NET's exceptions. The first pass runs as an exception filter, while every frame is alive:
/// it asks the language handlers of a call's frames. The second one unwinds: termination handlers run, innermost first, and execution goes on in the
/// frame that was found.
/// </summary>
internal sealed class ExceptionDispatcher(Machine machine, CompiledImages images, StackWalker walker, ICodeCaller caller)
{
    private const int MostFrames = 1024;
    private const int ContinueExecution = 0;

    private readonly Unwinder _unwinder = new(machine, images);

    /// <summary>The first pass over one call: has it a handler for the exception? Runs as an exception filter.</summary>
    public bool FindsHandler(Invocation call, KernelException exception)
    {
        if (machine.IsStopped)
        {
            return false;
        }

        walker.NoteRaised(exception);
        machine.NoteRaised(exception);
        var (state, ddi, stackPointer) = (ProcessorState.Of(machine), machine.CurrentDdi, machine.Scheduler.Current.StackPointer);
        (call.State with { Irql = machine.Irql }).Restore(machine);
        machine.CurrentDdi = null;
        try
        {
            call.Handler = SearchWithNested(call, exception.Latest);
        }
        finally
        {
            state.Restore(machine);
            machine.CurrentDdi = ddi;
            machine.Scheduler.Current.StackPointer = stackPointer;
        }

        call.Passing = call.Handler is null ? exception.Latest : null;
        return call.Handler is not null;
    }

    /// <summary>The second pass in the call that handles the exception; how it goes on.</summary>
    public Step Unwind(Invocation call)
    {
        var handler = call.Handler!;
        if (handler.Continues)
        {
            call.Extended.Restore();
            return Resume(handler.Registers);
        }

        Terminate(call, handler.Exception, handler);
        call.Handler = null;
        call.Unwinding = null;
        var registers = handler.Registers;
        registers.Rip = handler.Target;
        registers[RegisterFile.Rax] = handler.Result;
        ExtendedState.Load(registers);
        machine.Scheduler.Current.StackPointer = registers.StackPointer;
        return Resume(registers);
    }

    /// <summary>The second pass in a call through which the exception goes: all its termination handlers run.</summary>
    public void Terminate(Invocation call)
    {
        var exception = call.Passing!;
        call.Passing = null;
        Terminate(call, exception, null);
    }

    private static Step Resume(in RegisterFile registers)
    {
        FaultRegisters.Write(registers);
        return Step.Full;
    }

    // An exception of a filter is offered to the same frames again, deeper on the stack: a filter that always raises one uses up the stack.
    private FoundHandler? SearchWithNested(Invocation call, KernelException exception)
    {
        while (true)
        {
            var registers = call.Registers(machine);
            var area = new DispatchArea(machine, exception, registers, call.IsAtInstruction);
            try
            {
                return Search(call, exception, registers, area);
            }
            catch (KernelException raised)
            {
                exception.Nested = raised.Latest;
                exception = raised.Latest;
                machine.Scheduler.Current.StackPointer = area.Address;
            }
        }
    }

    private FoundHandler? Search(Invocation call, KernelException exception, RegisterFile registers, DispatchArea area)
    {
        var isAtInstruction = call.IsAtInstruction;
        var hasCaller = true;
        for (var i = 0; i < MostFrames && hasCaller; i++)
        {
            hasCaller = _unwinder.TryUnwind(ref registers, isAtInstruction, out var frame);
            isAtInstruction = false;
            if (frame.Info is not { HasExceptionHandler: true })
            {
                continue;
            }

            area.SetFrame(frame, target: 0);
            area.ScopesDone = call.Unwinding is { } unwinding && unwinding.Establisher == frame.Establisher ? unwinding.ScopesDone : 0;
            try
            {
                if ((int)Run(frame, area) == ContinueExecution)
                {
                    return Continue(area, exception, call.IsAtInstruction);
                }
            }
            catch (UnwindRequested request)
            {
                return new FoundHandler(exception, frame.Registers, Continues: false)
                {
                    Target = request.Target,
                    Establisher = request.Establisher,
                    Result = request.Result,
                };
            }
        }

        return null;
    }

    private static FoundHandler Continue(DispatchArea area, KernelException exception, bool isHardware)
    {
        if (!isHardware)
        {
            throw new KernelException(NTSTATUS.STATUS_NONCONTINUABLE_EXCEPTION);
        }

        return new FoundHandler(exception, area.ReadContext(), Continues: true);
    }

    /// <summary>Runs the termination handlers of a call's frames, up to the one that handles the exception or to the end of the call.</summary>
    private void Terminate(Invocation call, KernelException exception, FoundHandler? until)
    {
        var registers = call.Registers(machine);
        machine.Scheduler.Current.StackPointer = LowestOf(registers);
        var area = new DispatchArea(machine, exception, registers, call.IsAtInstruction);
        area.SetFlags(DispatchArea.Unwinding);
        var isAtInstruction = call.IsAtInstruction;
        var hasCaller = true;
        for (var i = 0; i < MostFrames && hasCaller; i++)
        {
            hasCaller = _unwinder.TryUnwind(ref registers, isAtInstruction, out var frame);
            isAtInstruction = false;
            var isTarget = until is not null && frame.Establisher == until.Establisher && frame.Registers.StackPointer == until.Registers.StackPointer;
            if (frame.Info is { HasTerminationHandler: true })
            {
                RunTermination(call, area, frame, isTarget ? until!.Target : 0);
            }

            if (isTarget)
            {
                return;
            }
        }
    }

    private void RunTermination(Invocation call, DispatchArea area, in UnwoundFrame frame, ulong target)
    {
        var scopesDone = call.Unwinding is { } unwinding && unwinding.Establisher == frame.Establisher ? unwinding.ScopesDone : 0;
        area.SetFrame(frame, target);
        area.ScopesDone = scopesDone;
        if (target != 0)
        {
            area.SetFlags(DispatchArea.TargetUnwind);
        }

        // A new exception in a handler is looked for from this frame on, without the scopes whose handlers have begun.
        call.StandsAt(frame.Registers, isBehindCall: true);
        try
        {
            Run(frame, area);
        }
        catch (KernelException) when (Notes(call, frame.Establisher, area))
        {
            throw;
        }
    }

    private static bool Notes(Invocation call, ulong establisher, DispatchArea area)
    {
        call.Unwinding = (establisher, area.ScopesDone);
        return false;
    }

    /// <summary>Calls a language handler below the area; what it returns, an EXCEPTION_DISPOSITION.</summary>
    private ulong Run(in UnwoundFrame frame, DispatchArea area) =>
        CallBelow(area.Address, frame.Handler, area.Address, frame.Establisher, area.ContextAddress, area.DispatcherAddress);

    /// <summary>Calls a handler, a filter or a __finally block below an address of the stack: driver code, whoever asked for it.</summary>
    public ulong CallBelow(ulong below, ulong routine, ulong a0, ulong a1, ulong a2 = 0, ulong a3 = 0)
    {
        var thread = machine.Scheduler.Current;
        var (stackPointer, depth, current, faults) = (thread.StackPointer, machine.KernelDepth, machine.CurrentRoutine, caller.FaultsAnswered);
        (thread.StackPointer, machine.KernelDepth, machine.CurrentRoutine) = (below, 0, routine);
        try
        {
            return caller.Call(routine, a0, a1, a2, a3, []);
        }
        finally
        {
            (thread.StackPointer, machine.KernelDepth, machine.CurrentRoutine) = (stackPointer, depth, current);
            caller.FaultsAnswered = Math.Max(caller.FaultsAnswered, faults);
        }
    }

    private ulong LowestOf(in RegisterFile registers) =>
        machine.Scheduler.Current.Stack.Contains(registers.StackPointer) ? registers.StackPointer : machine.Scheduler.Current.StackPointer;
}
