namespace Verifier.Binaries.Switching;

/// <summary>Moves registers between the switch context, in the order of a signal frame, and a register file.</summary>
internal static class FaultRegisters
{
    // Positions of the general registers in a signal frame, by their numbers in the instruction encoding.
    private static readonly SignalRegister[] s_positions =
    [
        SignalRegister.Rax, SignalRegister.Rcx, SignalRegister.Rdx, SignalRegister.Rbx, SignalRegister.Rsp, SignalRegister.Rbp, SignalRegister.Rsi,
        SignalRegister.Rdi, SignalRegister.R8, SignalRegister.R9, SignalRegister.R10, SignalRegister.R11, SignalRegister.R12, SignalRegister.R13,
        SignalRegister.R14, SignalRegister.R15,
    ];

    // Trap and resume: they belong to a debugger.
    private const ulong DebuggerFlags = 0x10100;

    /// <summary>The registers at the last signal, with the xmm registers of its extended state.</summary>
    public static unsafe RegisterFile Read(ExtendedState extended)
    {
        ref var context = ref Switch.Context;
        var registers = new RegisterFile
        {
            Rip = context.Registers[(int)SignalRegister.Rip],
            Flags = context.Registers[(int)SignalRegister.Flags],
        };
        for (var i = 0; i < s_positions.Length; i++)
        {
            registers[i] = context.Registers[(int)s_positions[i]];
            registers.SetVector(i, extended.Vector(i));
        }

        return registers;
    }

    /// <summary>Puts general registers, rip and flags into the context for <see cref="Switch.EnterFull"/>.</summary>
    public static unsafe void Write(in RegisterFile registers)
    {
        ref var context = ref Switch.Context;
        for (var i = 0; i < s_positions.Length; i++)
        {
            context.Registers[(int)s_positions[i]] = registers[i];
        }

        context.Registers[(int)SignalRegister.Rip] = registers.Rip;
        context.Registers[(int)SignalRegister.Flags] = registers.Flags & ~DebuggerFlags;
    }
}
