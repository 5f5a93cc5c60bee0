using Iced.Intel;
using Verifier.Binaries.Images.Decoding;
using Verifier.Binaries.Loading;
using Verifier.Binaries.Switching;
using Verifier.Kernel;

namespace Verifier.Binaries.Faults;

/// <summary>
/// Plays the instructions that the binder has replaced with a trap, since the host's answer would differ from run to run: the clock, the processor's
/// identity, random numbers, its tables. The answers are those of one simple x64 processor, the same everywhere (ARCHITECTURE.md D4).
/// </summary>
internal sealed class PatchedInstructions(Machine machine, CompiledImages images)
{
    // A time stamp counter of 2.5 GHz: 250 to a unit of the virtual clock.
    private const ulong CountsPerTick = 250;
    private const ulong LowHalf = uint.MaxValue;

    // The multiplier and increment of Knuth's MMIX generator.
    private const ulong Multiplier = 6364136223846793005, Increment = 1442695040888963407;
    private const ulong CarryFlag = 1;

    // Made up: some addresses of the upper half. 256 gates of 16 bytes; a table of descriptors that ends behind the task state segment.
    private const ulong GlobalTable = 0xFFFF_F800_0001_0FB0, InterruptTable = 0xFFFF_F800_0001_0000;
    private const ushort GlobalTableLimit = 0x57, InterruptTableLimit = 0xFFF;

    private const int Rbx = RegisterFile.Rbx, Rcx = RegisterFile.Rcx, Rdx = RegisterFile.Rdx, Rax = RegisterFile.Rax;

    private ulong _random;

    /// <summary>A new run begins.</summary>
    public void Reset() => _random = 0;

    /// <summary>Plays the instruction at rip and moves rip behind it; false when none was replaced there.</summary>
    public bool TryPlay(ref RegisterFile registers)
    {
        if (images.At(registers.Rip) is not { } image || image.Driver.PatchAt(image.RvaOf(registers.Rip)) is not { ReplacesOperand: false } patch)
        {
            return false;
        }

        switch (patch.Kind)
        {
            case PatchKind.Rdtsc or PatchKind.Rdtscp:
                ReadClock(ref registers, patch.Kind);
                break;
            case PatchKind.Cpuid:
                Identify(ref registers);
                break;
            case PatchKind.Rdrand or PatchKind.Rdseed:
                ReadRandom(image, patch, ref registers);
                break;
            case PatchKind.Sgdt or PatchKind.Sidt:
                StoreTable(image, patch, registers);
                break;
            case PatchKind.Sldt or PatchKind.Str or PatchKind.Smsw or PatchKind.Rdpid:
                Operands.Store(machine, FileCode.Decode(image, patch.Rva), ref registers, SystemRegister(patch.Kind));
                break;
            case PatchKind.Xgetbv:
                const ulong x87AndSse = 3;
                (registers[Rax], registers[Rdx]) = (x87AndSse, 0);
                break;
            default:
                throw SystemCalls.Refuse(machine);
        }

        registers.Rip += (ulong)patch.Length;
        return true;
    }

    // Time passes with each look, so that a loop that waits for the counter ends.
    private void ReadClock(ref RegisterFile registers, PatchKind kind)
    {
        machine.Clock.Tick();
        var count = (ulong)machine.Clock.Now * CountsPerTick;
        (registers[Rax], registers[Rdx]) = (count & LowHalf, count >> 32);
        if (kind == PatchKind.Rdtscp)
        {
            registers[Rcx] = 0;
        }
    }

    private static void Identify(ref RegisterFile registers)
    {
        var (a, b, c, d) = Processor((uint)registers[Rax]);
        (registers[Rax], registers[Rbx], registers[Rcx], registers[Rdx]) = (a, b, c, d);
    }

    // "GenuineIntel", family 6, with the features that every x64 Windows asks for and no others ("Intel SDM, volume 2, CPUID").
    private static (uint A, uint B, uint C, uint D) Processor(uint leaf) => leaf switch
    {
        0 => (1, 0x756E_6547, 0x6C65_746E, 0x4965_6E69),
        1 => (0x0002_06C2, 0x0001_0800, 0x0000_2001, 0x078B_FBFF),
        0x8000_0000 => (0x8000_0001, 0, 0, 0),
        0x8000_0001 => (0, 0, 1, 0x2010_0800),
        _ => (0, 0, 0, 0),
    };

    private void ReadRandom(CompiledImage image, Patch patch, ref RegisterFile registers)
    {
        _random = (_random * Multiplier) + Increment;
        var register = FileCode.Decode(image, patch.Rva).Op0Register;
        Operands.Store(register, ref registers, register.GetSize() == sizeof(ulong) ? _random : _random >> 32);
        registers.Flags |= CarryFlag;
    }

    // A limit of 2 bytes and an address of 8. Nothing is at the address: the tables themselves are not modelled.
    private void StoreTable(CompiledImage image, Patch patch, in RegisterFile registers)
    {
        var address = Operands.AddressOf(FileCode.Decode(image, patch.Rva), 0, registers);
        var (limit, table) = patch.Kind == PatchKind.Sgdt ? (GlobalTableLimit, GlobalTable) : (InterruptTableLimit, InterruptTable);
        machine.Memory.Write(address, limit);
        machine.Memory.Write(address + sizeof(ushort), table);
    }

    // No local descriptor table, the selector of the task state segment, the low half of cr0, processor 0.
    private static ulong SystemRegister(PatchKind kind) => kind switch
    {
        PatchKind.Str => 0x40,
        PatchKind.Smsw => ControlRegisters.Cr0,
        _ => 0,
    };
}
