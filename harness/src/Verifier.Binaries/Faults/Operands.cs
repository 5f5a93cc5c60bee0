using Iced.Intel;
using Verifier.Binaries.Switching;
using Verifier.Kernel;

namespace Verifier.Binaries.Faults;

/// <summary>The operands of an instruction that is played instead of executed.</summary>
internal static class Operands
{
    /// <summary>The address of a memory operand.</summary>
    public static ulong AddressOf(in Instruction instruction, int operand, RegisterFile registers) =>
        instruction.GetVirtualAddress(operand, 0, (register, _, _) => ValueOf(register, registers));

    /// <summary>The value of a general register, cut to its width, or of rip.</summary>
    public static ulong ValueOf(Register register, in RegisterFile registers) =>
        register.IsGPR() ? registers[RegisterFile.NumberOf(register)] & Mask(register.GetSize())
        : register == Register.RIP ? registers.Rip
        : 0;

    /// <summary>Gives the first operand a value: a register its low bytes (all of it for 4 and 8 bytes), memory 2 bytes.</summary>
    public static void Store(Machine machine, in Instruction instruction, ref RegisterFile registers, ulong value)
    {
        if (instruction.Op0Kind == OpKind.Register)
        {
            Store(instruction.Op0Register, ref registers, value);
        }
        else
        {
            machine.Memory.Write(AddressOf(instruction, 0, registers), (ushort)value);
        }
    }

    /// <summary>Gives a general register a value; a result of 4 bytes clears the upper half, one of 1 or 2 bytes leaves the rest.</summary>
    public static void Store(Register register, ref RegisterFile registers, ulong value)
    {
        var number = RegisterFile.NumberOf(register);
        var mask = Mask(register.GetSize());
        var kept = register.GetSize() >= sizeof(uint) ? 0 : registers[number] & ~mask;
        registers[number] = kept | (value & mask);
    }

    private static ulong Mask(int bytes) => ulong.MaxValue >> (64 - (8 * bytes));
}
