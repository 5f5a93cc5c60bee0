using Iced.Intel;
using Verifier.Binaries.Images;
using Verifier.Binaries.Images.Unwinding;
using Verifier.Binaries.Loading;
using Verifier.Binaries.Switching;
using Verifier.Kernel;

namespace Verifier.Binaries.Exceptions;

/// <summary>
/// A function that is interrupted in its epilog has undone a part of its prolog already: what is left of the epilog is played instead.
/// Version 1 of the unwind data leaves it to the instructions to say where an epilog is ("x64 prolog and epilog"); version 2 describes
/// epilogs.
/// </summary>
internal static class Epilog
{
    private const int MostInstructions = 24, LongestInstruction = 15;

    /// <summary>True if rip is in an epilog of the function.</summary>
    public static bool IsAt(Machine machine, CompiledImage image, RuntimeFunction function, UnwindInfo info, in RegisterFile registers)
    {
        var rva = image.RvaOf(registers.Rip);
        if (info.EpilogBytes > 0)
        {
            return info.EpilogOffsets.Any(offset => rva - (function.End - offset) < info.EpilogBytes);
        }

        var copy = registers;
        return TryPlay(machine, image, function, ref copy);
    }

    /// <summary>Plays the rest of an epilog, up to its return or jump. False when that ends the call, or the stack is damaged.</summary>
    public static bool TryFinish(Machine machine, CompiledImage image, ref RegisterFile registers) =>
        TryPlay(machine, image, null, ref registers) && registers.Rip != Switch.Stubs.Returned;

    /// <summary>Plays instructions that only an epilog has; false at any other.</summary>
    private static bool TryPlay(Machine machine, CompiledImage image, RuntimeFunction? function, ref RegisterFile registers)
    {
        var isFirst = true;
        for (var i = 0; i < MostInstructions; i++)
        {
            if (!TryDecode(image, registers.Rip, out var instruction))
            {
                return false;
            }

            if (instruction.FlowControl == FlowControl.Return || IsTailJump(instruction, image, function))
            {
                return TryPop(machine, ref registers, out registers.Rip);
            }

            if (!TryStep(machine, instruction, isFirst, ref registers))
            {
                return false;
            }

            isFirst = false;
            registers.Rip = instruction.NextIP;
        }

        return false;
    }

    private static bool TryStep(Machine machine, in Instruction instruction, bool isFirst, ref RegisterFile registers)
    {
        switch (instruction.Mnemonic)
        {
            case Mnemonic.Add when isFirst && instruction.Op0Register == Register.RSP && instruction.Op1Kind is OpKind.Immediate8to64 or OpKind.Immediate32to64:
                registers.StackPointer += instruction.GetImmediate(1);
                return true;
            case Mnemonic.Lea when isFirst && instruction.Op0Register == Register.RSP && instruction.MemoryIndex == Register.None:
                registers.StackPointer = registers[RegisterFile.NumberOf(instruction.MemoryBase)] + instruction.MemoryDisplacement64;
                return true;
            case Mnemonic.Pop when instruction.Op0Kind == OpKind.Register && instruction.Op0Register.IsGPR64():
                if (!TryPop(machine, ref registers, out var value))
                {
                    return false;
                }

                registers[RegisterFile.NumberOf(instruction.Op0Register)] = value;
                return true;
            default:
                return false;
        }
    }

    // A jump through memory, or to a place outside of the function, takes the place of a return.
    private static bool IsTailJump(in Instruction instruction, CompiledImage image, RuntimeFunction? function) =>
        instruction.FlowControl == FlowControl.IndirectBranch
        || (instruction.FlowControl == FlowControl.UnconditionalBranch
            && (function is not { } inside || image.RvaOf(instruction.NearBranchTarget) - inside.Begin >= inside.End - inside.Begin));

    private static bool TryPop(Machine machine, ref RegisterFile registers, out ulong value)
    {
        var isThere = StackMemory.TryRead(machine, registers.StackPointer, out value);
        registers.StackPointer += sizeof(ulong);
        return isThere;
    }

    private static bool TryDecode(CompiledImage image, ulong address, out Instruction instruction)
    {
        instruction = default;
        if (!image.Contains(address))
        {
            return false;
        }

        var rva = (int)image.RvaOf(address);
        var length = Math.Min(LongestInstruction, image.File.Layout.Length - rva);
        var decoder = Decoder.Create(64, new ByteArrayCodeReader(image.File.Layout, rva, length), address);
        decoder.Decode(out instruction);
        return !instruction.IsInvalid;
    }
}
