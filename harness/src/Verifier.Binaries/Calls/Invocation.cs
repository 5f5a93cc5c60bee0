using Verifier.Binaries.Switching;
using Verifier.Kernel;

namespace Verifier.Binaries.Calls;

/// <summary>
/// One call of compiled code by the kernel, from its entry to its return. Calls nest: compiled code calls the kernel, which calls compiled
/// code deeper on the same simulated stack.
/// </summary>
/// <param name="outer">The call that this one is nested in; null for the first one of a thread.</param>
/// <param name="state">For whom the processor works while the code runs.</param>
internal sealed class Invocation(Invocation? outer, ProcessorState state)
{
    private RegisterFile _registers;
    private bool _hasRegisters;

    public Invocation? Outer { get; } = outer;

    public ProcessorState State { get; } = state;

    /// <summary>The address of the call frame of the kernel call that is under way; 0 before the first one and at a fault.</summary>
    public ulong Frame { get; private set; }

    /// <summary>The kernel's routine that is under way; 0 when <see cref="Frame"/> is.</summary>
    public ulong Called { get; private set; }

    /// <summary>True if all registers are known. A call of the kernel keeps those that the convention preserves.</summary>
    public bool HasAllRegisters => Frame == 0;

    /// <summary>It stands at a faulting instruction, or in the middle of an unwind; not behind a call.</summary>
    public bool IsAtInstruction { get; private set; }

    /// <summary>The exception that goes through this call without a handler in it; null when none does.</summary>
    public KernelException? Passing { get; set; }

    /// <summary>The handler that the first pass has found in this call; null when none has.</summary>
    public FoundHandler? Handler { get; set; }

    /// <summary>True if compiled code has run at all, so that there are frames to walk.</summary>
    public bool HasStarted => _hasRegisters || Frame != 0;

    /// <summary>The floating-point and vector state at the last fault.</summary>
    public ExtendedState Extended { get; } = new();

    /// <summary>
    /// A frame whose termination handlers are running, and how many of its scopes are done: a new exception does not run them again.
    /// </summary>
    public (ulong Establisher, uint ScopesDone)? Unwinding { get; set; }

    /// <summary>
    /// The registers of the innermost frame: at a kernel call those that the convention preserves, with rip behind the call.
    /// </summary>
    public RegisterFile Registers(Machine machine)
    {
        if (!_hasRegisters)
        {
            _registers = CallFrameReader.Registers(machine, Frame);
            _hasRegisters = true;
        }

        return _registers;
    }

    /// <summary>It called the kernel.</summary>
    /// <param name="frame">The call frame.</param>
    /// <param name="called">The routine.</param>
    public void Calls(ulong frame, ulong called)
    {
        Frame = frame;
        Called = called;
        _hasRegisters = IsAtInstruction = false;
    }

    /// <summary>It stands at an instruction with these registers; or behind a call that left no frame.</summary>
    public void StandsAt(in RegisterFile registers, bool isBehindCall = false)
    {
        _registers = registers;
        _hasRegisters = true;
        IsAtInstruction = !isBehindCall;
        Frame = Called = 0;
    }
}
