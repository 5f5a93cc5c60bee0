using Verifier.Binaries.Switching;
using Verifier.Kernel;

namespace Verifier.Binaries.Calls;

/// <summary>Reads the frame that a kernel call leaves on the driver's stack.</summary>
internal static unsafe class CallFrameReader
{
    private const ulong UsualFlags = 0x202;
    private const int FirstPreservedVector = 6, PreservedVectors = 10;

    /// <summary>The caller's registers at its return. Volatile ones are 0.</summary>
    public static RegisterFile Registers(Machine machine, ulong frame)
    {
        var saved = (CallFrame*)machine.Memory.Own(frame);
        var registers = new RegisterFile
        {
            Rip = saved->ReturnAddress,
            Flags = UsualFlags,
            StackPointer = frame + CallFrame.ArgumentsAt,
            [RegisterFile.Rbx] = saved->Rbx,
            [RegisterFile.Rbp] = saved->Rbp,
            [RegisterFile.Rdi] = saved->Rdi,
            [RegisterFile.Rsi] = saved->Rsi,
            [RegisterFile.R12] = saved->R12,
            [RegisterFile.R13] = saved->R13,
            [RegisterFile.R14] = saved->R14,
            [RegisterFile.R15] = saved->R15,
        };
        for (var i = 0; i < PreservedVectors; i++)
        {
            registers.SetVector(FirstPreservedVector + i, new UInt128(saved->Vectors[(2 * i) + 1], saved->Vectors[2 * i]));
        }

        return registers;
    }

    /// <summary>The address to which the call returns.</summary>
    public static ulong ReturnAddress(Machine machine, ulong frame) => ((CallFrame*)machine.Memory.Own(frame))->ReturnAddress;

    /// <summary>The arguments, up to as many as asked for: no more than there are between the frame and the end of the stack.</summary>
    public static ReadOnlySpan<ulong> Arguments(Machine machine, ulong frame, int count, ulong stackEnd)
    {
        var first = frame + CallFrame.ArgumentsAt;
        return new ReadOnlySpan<ulong>(machine.Memory.Own(first), Math.Min(count, (int)((stackEnd - first) / sizeof(ulong))));
    }
}
