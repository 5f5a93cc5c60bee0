using Iced.Intel;

namespace Verifier.Binaries.Tests.Building;

/// <summary>Instructions that reach an address relative to rip, as compilers write them; the assembler has labels only.</summary>
internal static class RelativeCode
{
    /// <summary>call [rip+…]: calls what an import slot points to.</summary>
    public static void CallThrough(this Assembler assembler, ulong slot) => assembler.AddInstruction(Instruction.Create(Code.Call_rm64, At(slot)));

    /// <summary>jmp [rip+…]: the thunk of an import.</summary>
    public static void JumpThrough(this Assembler assembler, ulong slot) => assembler.AddInstruction(Instruction.Create(Code.Jmp_rm64, At(slot)));

    /// <summary>lea register,[rip+…].</summary>
    public static void LoadAddress(this Assembler assembler, AssemblerRegister64 register, ulong address) =>
        assembler.AddInstruction(Instruction.Create(Code.Lea_r64_m, register, At(address)));

    /// <summary>mov register,[rip+…].</summary>
    public static void Load(this Assembler assembler, AssemblerRegister64 register, ulong address) =>
        assembler.AddInstruction(Instruction.Create(Code.Mov_r64_rm64, register, At(address)));

    /// <summary>mov [rip+…],register.</summary>
    public static void Store(this Assembler assembler, ulong address, AssemblerRegister64 register) =>
        assembler.AddInstruction(Instruction.Create(Code.Mov_rm64_r64, At(address), register));

    private static MemoryOperand At(ulong address) => new(Register.RIP, (long)address, displSize: 8);
}
