using System.Collections.Immutable;
using Iced.Intel;

namespace Verifier.Binaries.Images.Decoding;

/// <summary>Finds the instructions whose result depends on the host and that do not fault there.</summary>
internal static class DeterminismPatches
{
    /// <summary>The most patches of one image.</summary>
    public const int Most = 65_536;

    private const ulong SharedData = 0xFFFF_F780_0000_0000;

    /// <summary>The patches, in the order of addresses.</summary>
    /// <exception cref="BinaryException">Unwind information is damaged, or there are more than <see cref="Most"/>.</exception>
    public static ImmutableArray<Patch> Find(PeFile image)
    {
        var patches = new List<Patch>();
        CodeFinder.Walk(image, run =>
        {
            if (PatchOf(run[^1]) is { } patch)
            {
                patches.Add(patch);
            }

            if (patches.Count > Most)
            {
                throw new BinaryException($"it has more than {Most} instructions that depend on the processor; it cannot be run");
            }
        });
        return [.. patches.OrderBy(p => p.Rva)];
    }

    private static Patch? PatchOf(in Instruction instruction) => KindOf(instruction) switch
    {
        { } kind => new Patch((uint)instruction.IP, instruction.Length, kind, 0),
        null when instruction.Code == Code.Mov_r64_imm64 && IsSharedData(instruction.Immediate64) =>
            Operand(instruction, PatchKind.SharedDataAddress),
        null when HasAbsoluteAddress(instruction) && IsSharedData(instruction.MemoryDisplacement64) =>
            Operand(instruction, PatchKind.SharedDataOperand),
        _ => null,
    };

    private static PatchKind? KindOf(in Instruction instruction) => instruction.Mnemonic switch
    {
        Mnemonic.Rdtsc => PatchKind.Rdtsc,
        Mnemonic.Rdtscp => PatchKind.Rdtscp,
        Mnemonic.Cpuid => PatchKind.Cpuid,
        Mnemonic.Rdrand => PatchKind.Rdrand,
        Mnemonic.Rdseed => PatchKind.Rdseed,
        Mnemonic.Xgetbv => PatchKind.Xgetbv,
        Mnemonic.Sgdt => PatchKind.Sgdt,
        Mnemonic.Sidt => PatchKind.Sidt,
        Mnemonic.Sldt => PatchKind.Sldt,
        Mnemonic.Str => PatchKind.Str,
        Mnemonic.Smsw => PatchKind.Smsw,
        Mnemonic.Rdpid => PatchKind.Rdpid,
        Mnemonic.Sysenter => PatchKind.Sysenter,
        _ => null,
    };

    // The address is the last thing in both forms.
    private static Patch Operand(in Instruction instruction, PatchKind kind) =>
        new((uint)instruction.IP, instruction.Length, kind, instruction.Length - sizeof(ulong));

    private static bool HasAbsoluteAddress(in Instruction instruction) =>
        instruction.MemoryDisplSize == sizeof(ulong) && !instruction.IsIPRelativeMemoryOperand;

    private static bool IsSharedData(ulong address) => address - SharedData < PeFile.PageBytes;
}
