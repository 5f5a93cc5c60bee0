using Verifier.Binaries.Host;
using Verifier.Binaries.Memory;
using Verifier.Binaries.Switching;
using Verifier.Kernel;

namespace Verifier.Binaries.Faults;

/// <summary>
/// Room for signals of the host below a driver's stack. .NET interrupts a thread with a signal that runs on the stack the thread is on; when too
/// little of it is left, Linux makes a SIGSEGV of its own instead. The driver is innocent: the gap below the stack is opened, the lost signal is sent
/// again, and the driver goes on. A driver whose own instruction touches the gap afterwards has overflowed its stack.
/// </summary>
internal sealed class StackSlack(Machine machine, DriverView view)
{
    /// <summary>Bytes below a stack that belong to it: closed, or open for signals.</summary>
    public const int GapBytes = 12 * 1024;

    // si_code of a signal that the kernel itself sends: no access of the interrupted instruction is behind it.
    private const int SentByKernel = 0x80;

    // The signal by which .NET interrupts a thread on Linux: SIGRTMIN as glibc numbers it.
    private const int Activation = 34;

    // Less than this is left of a stack when the frame of a signal does not fit.
    private const int LowStackBytes = 12 * 1024;

    private ulong _openFor;

    /// <summary>Opens the gap, if a signal did not find room; false when the fault is the driver's own.</summary>
    public bool TryOpen(SimulatedThread thread, in RegisterFile registers)
    {
        var signal = SignalInfo.Read();
        var isLost = signal.Number == Libc.SignalSegmentation
            && ((signal.Code == SentByKernel && registers.StackPointer - thread.Stack.Address < LowStackBytes) || (IsGap(thread, signal.Address) && !IsOwnCode(registers.Rip)));
        if (!isLost || !thread.Stack.Contains(registers.StackPointer) || _openFor == registers.Rip)
        {
            return false;
        }

        // The same instruction once more, with the gap open, is a general protection fault of its own.
        _openFor = registers.Rip;
        view.OpenSlack(machine.Pages.PageOf(thread.Stack.Address - GapBytes), GapBytes >> machine.Pages.Shift);
        Libc.Interrupt(Libc.gettid(), Activation);
        return true;
    }

    /// <summary>The driver calls the kernel: the gap is closed again.</summary>
    public void Close()
    {
        if (_openFor != 0)
        {
            _openFor = 0;
            view.CloseSlack();
        }
    }

    /// <summary>Is the address in the gap below a thread's stack?</summary>
    public static bool IsGap(SimulatedThread thread, ulong address) => thread.Stack.Address - address - 1 < GapBytes;

    private static bool IsOwnCode(ulong rip) => rip - RegionLayout.VirtualBase < (ulong)HostRegion.Bytes;
}
