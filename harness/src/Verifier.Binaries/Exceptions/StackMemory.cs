using Verifier.Kernel;

namespace Verifier.Binaries.Exceptions;

/// <summary>Reads the running thread's stack for an unwind. An address that is not in it means that the stack is damaged.</summary>
internal static unsafe class StackMemory
{
    /// <summary>Reads eight bytes; false when they are not in the stack.</summary>
    public static bool TryRead(Machine machine, ulong address, out ulong value)
    {
        var stack = machine.Scheduler.Current.Stack;
        var isInside = stack.Contains(address) && stack.Contains(address + sizeof(ulong) - 1);
        value = isInside ? *(ulong*)machine.Memory.Own(address) : 0;
        return isInside;
    }

    /// <summary>Reads sixteen bytes; false when they are not in the stack.</summary>
    public static bool TryRead(Machine machine, ulong address, out UInt128 value)
    {
        var isInside = TryRead(machine, address, out ulong low) & TryRead(machine, address + sizeof(ulong), out ulong high);
        value = new UInt128(high, low);
        return isInside;
    }
}
