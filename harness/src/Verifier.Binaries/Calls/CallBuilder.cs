using Verifier.Binaries.Switching;
using Verifier.Kernel;

namespace Verifier.Binaries.Calls;

/// <summary>
/// Lays out a call of compiled code on a simulated stack, as the x64 calling convention of Windows wants it: stack arguments, home space
/// for four, a return address; and below it the frame from which <c>enter</c> loads the registers.
/// </summary>
internal static unsafe class CallBuilder
{
    private const int HomeBytes = 32, Alignment = 16;
    private const uint UsualMxcsr = 0x1F80;

    // The most that a routine needs before its own prolog: what is below the layout stays free for the frame of a first call.
    private const int Reserve = 512;

    /// <summary>Lays the call out below a stack pointer; where <c>enter</c> begins. The stack must have room.</summary>
    public static ulong Build(
        Machine machine, SimulatedThread thread, ulong routine, ulong a0, ulong a1, ulong a2, ulong a3, ReadOnlySpan<ulong> onStack)
    {
        var bytes = HomeBytes + (sizeof(ulong) * (onStack.Length + (onStack.Length & 1)));
        var home = (thread.StackPointer & ~(ulong)(Alignment - 1)) - (ulong)bytes;
        if (home - Reserve < thread.Stack.Address || home > thread.Stack.End)
        {
            throw machine.BugCheck(Stops.Trap.DoubleFault(home), "The kernel stack of the thread overflowed.");
        }

        var stubs = Switch.Stubs;
        var at = (ulong*)machine.Memory.Own(home);
        onStack.CopyTo(new Span<ulong>(at + (HomeBytes / sizeof(ulong)), onStack.Length));
        at[-1] = stubs.Returned;
        at[-2] = 0;
        var frame = home - (2 * sizeof(ulong)) - CallFrame.ArgumentsAt;
        var saved = (CallFrame*)machine.Memory.Own(frame);
        *saved = default;
        saved->Mxcsr = UsualMxcsr;
        saved->ReturnAddress = stubs.Start;
        saved->Rbx = a0;
        saved->Rbp = a1;
        saved->Rdi = a2;
        saved->Rsi = a3;
        saved->R12 = routine;
        return frame;
    }
}
