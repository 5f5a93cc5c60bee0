using Verifier.Binaries.Calls;
using Verifier.Binaries.Host;
using Verifier.Binaries.Loading;
using Verifier.Binaries.Memory;
using Verifier.Binaries.Switching;
using Verifier.Kernel;

namespace Verifier.Binaries.Faults;

/// <summary>
/// Decides what a signal in compiled code means: a page to bring in, an instruction to emulate, an exception that the driver may handle, or the end
/// of the run.
/// </summary>
internal sealed class FaultDispatcher(Machine machine, CompiledImages images, MissingImports missing, DriverView view)
{
    // Kernel code is never checked for alignment, whatever a driver pops into the flags.
    private const ulong AlignmentCheckFlag = 0x40000;

    private readonly InstructionEmulator _emulator = new(machine, images);
    private readonly PatchedInstructions _patched = new(machine, images);
    private readonly SharedDataAccess _sharedData = new(machine, images);
    private readonly MemoryFaults _memory = new(machine, images, missing, view);
    private readonly StackSlack _slack = new(machine, view);

    /// <summary>Handles the signal that ended a stay of a call; how it goes on.</summary>
    /// <exception cref="KernelException">The driver's instruction raises it.</exception>
    public Step Handle(Invocation call)
    {
        call.Extended.Capture();
        var registers = FaultRegisters.Read(call.Extended);
        call.StandsAt(registers);
        var thread = machine.Scheduler.Current;
        if (_slack.TryOpen(thread, registers))
        {
            return Resume(call, registers);
        }

        if (!thread.Stack.Contains(registers.StackPointer) && registers.StackPointer != thread.Stack.End)
        {
            throw OutsideOfStack(thread, registers);
        }

        thread.StackPointer = registers.StackPointer & ~0xFUL;
        var outer = machine.CurrentRoutine;
        machine.CurrentRoutine = registers.Rip;
        try
        {
            Handle(call, ref registers);
        }
        finally
        {
            machine.CurrentRoutine = outer;
        }

        return Resume(call, registers);
    }

    /// <summary>A new run begins.</summary>
    public void Reset() => _patched.Reset();

    /// <summary>The driver calls the kernel.</summary>
    public void LeaveToKernel() => _slack.Close();

    private static Step Resume(Invocation call, in RegisterFile registers)
    {
        call.Extended.Restore();
        FaultRegisters.Write(registers);
        return Step.Full;
    }

    private void Handle(Invocation call, ref RegisterFile registers)
    {
        var signal = SignalInfo.Read();
        switch (signal.Number)
        {
            case Libc.SignalSegmentation when signal.IsPageFault && _sharedData.TryRedirect(signal.Address, ref registers):
                break;
            case Libc.SignalSegmentation when signal.IsPageFault:
                _memory.Handle(call, registers, signal.Address, signal.Access);
                break;
            case Libc.SignalSegmentation:
                _emulator.EmulatePrivileged(ref registers);
                break;
            case Libc.SignalIllegal when _patched.TryPlay(ref registers) || _sharedData.TryFinish(ref registers):
                break;
            case Libc.SignalIllegal when _emulator.IsPrivileged(registers.Rip):
                _emulator.EmulatePrivileged(ref registers);
                break;
            case Libc.SignalIllegal:
                throw new KernelException(NTSTATUS.STATUS_ILLEGAL_INSTRUCTION);
            case Libc.SignalBus when signal.IsAlignmentCheck:
                registers.Flags &= ~AlignmentCheckFlag;
                break;
            case Libc.SignalBus:
                _emulator.EmulatePrivileged(ref registers);
                break;
            case Libc.SignalFloatingPoint:
                throw new KernelException(signal.IsIntegerDivision ? NTSTATUS.STATUS_INTEGER_DIVIDE_BY_ZERO : NTSTATUS.STATUS_FLOAT_INVALID_OPERATION);
            case Libc.SignalTrap when !signal.IsBreakpoint:
                throw new KernelException(NTSTATUS.STATUS_SINGLE_STEP);
            case Libc.SignalTrap:
                Break(call, ref registers);
                break;
            case Libc.SignalSystemCall:
                throw SystemCalls.Refuse(machine);
            case SignalGate.Watchdog when !Watchdog.HasInterrupted:
                break;
            case SignalGate.Watchdog:
                throw machine.Hang($"{NameOf(registers.Rip)} took {Watchdog.Allowance.TotalSeconds:0} s of processor time without calling the kernel.");
            default:
                throw new InvalidOperationException($"Signal {signal.Number} came in compiled code at 0x{registers.Rip:X}.");
        }
    }

    // int 3 leaves rip behind it; Windows reports the instruction itself. In code that is gone the view has put it there for the page fault.
    private void Break(Invocation call, ref RegisterFile registers)
    {
        registers.Rip--;
        machine.CurrentRoutine = registers.Rip;
        call.StandsAt(registers);
        if (!view.IsTrap(registers.Rip))
        {
            throw new KernelException(NTSTATUS.STATUS_BREAKPOINT);
        }

        _memory.Handle(call, registers, registers.Rip, MemoryAccess.Execute);
    }

    private Exception OutsideOfStack(SimulatedThread thread, in RegisterFile registers) =>
        registers.StackPointer < thread.Stack.Address && thread.Stack.Address - registers.StackPointer <= StackSlack.GapBytes
            ? machine.BugCheck(Stops.Trap.DoubleFault(registers.StackPointer), "The kernel stack of the thread overflowed.")
            : machine.BugCheck(
                Stops.Trap.DoubleFault(registers.StackPointer),
                $"The driver faulted with a stack pointer, 0x{registers.StackPointer:X}, that is not in its thread's stack.");

    private string NameOf(ulong address) =>
        images.At(address) is { } image ? $"{image.Driver.Name}!{image.Driver.Locate(image.RvaOf(address)).Routine}" : $"The code at 0x{address:X}";
}
