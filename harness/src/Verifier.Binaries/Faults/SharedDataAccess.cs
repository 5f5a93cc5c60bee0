using Iced.Intel;
using Verifier.Binaries.Loading;
using Verifier.Binaries.Memory;
using Verifier.Binaries.Switching;
using Verifier.Kernel;

namespace Verifier.Binaries.Faults;

/// <summary>
/// Accesses to KUSER_SHARED_DATA that the binder did not find, because the address is computed. The instruction runs once more, in a place of its own,
/// with its base register moved to the machine's mirror; the trap behind it gives the register back.
/// </summary>
internal sealed unsafe class SharedDataAccess(Machine machine, CompiledImages images)
{
    private const ulong SharedData = 0xFFFF_F780_0000_0000;
    private const int PlaceBytes = 32;
    private static readonly byte[] s_trap = [0x0F, 0x0B];

    private readonly ulong _place = NativeLayout.Stubs.End - PlaceBytes;
    private Redirection? _pending;

    /// <summary>Sends the instruction at rip to the mirror; false when its address is not in the shared data, or it cannot be sent there.</summary>
    public bool TryRedirect(ulong address, ref RegisterFile registers)
    {
        if (address - SharedData >= (ulong)NativeLayout.SharedData.Length || images.At(registers.Rip) is not { } image)
        {
            return false;
        }

        var instruction = FileCode.Decode(image, image.RvaOf(registers.Rip));
        if (instruction.IsInvalid || !instruction.MemoryBase.IsGPR64() || instruction.IsStackInstruction)
        {
            return false;
        }

        var number = RegisterFile.NumberOf(instruction.MemoryBase);
        var code = new Span<byte>(machine.Memory.Own(_place), PlaceBytes);
        new ReadOnlySpan<byte>(machine.Memory.Own(registers.Rip), instruction.Length).CopyTo(code);
        s_trap.CopyTo(code[instruction.Length..]);
        _pending = new Redirection(_place + (ulong)instruction.Length, instruction.NextIP, number, registers[number], Writes(instruction));
        registers[number] = registers[number] - SharedData + NativeLayout.SharedData.Address;
        registers.Rip = _place;
        return true;
    }

    /// <summary>The instruction has run: goes on behind the original one. False when the trap is another one.</summary>
    public bool TryFinish(ref RegisterFile registers)
    {
        if (_pending is not { } pending || pending.Trap != registers.Rip)
        {
            return false;
        }

        _pending = null;
        registers.Rip = pending.Next;
        if (!pending.IsOverwritten)
        {
            registers[pending.Register] = pending.Value;
        }

        return true;
    }

    // Whether the instruction itself gives its base register a new value: mov rax,[rax+14h].
    private static bool Writes(in Instruction instruction)
    {
        var information = new InstructionInfoFactory().GetInfo(instruction);
        var written = instruction.MemoryBase;
        return information.GetUsedRegisters().Any(r => r.Register.GetFullRegister() == written && r.Access is OpAccess.Write or OpAccess.ReadWrite);
    }

    private sealed record Redirection(ulong Trap, ulong Next, int Register, ulong Value, bool IsOverwritten);
}
