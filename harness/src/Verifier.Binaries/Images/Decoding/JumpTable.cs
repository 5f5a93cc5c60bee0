using Iced.Intel;
using Verifier.Binaries.Images.Reading;

namespace Verifier.Binaries.Images.Decoding;

/// <summary>
/// The table behind a switch: compare with the last case, load an offset of 4 bytes from a table, add the base, jump. Offsets count from
/// the image (Microsoft's compiler) or from the table (clang, GCC). A table whose size or base is not in sight is left alone.
/// </summary>
internal static class JumpTable
{
    private const int MostCases = 4096, EntryBytes = 4;

    /// <summary>Rvas to which the jump at the end of a run may lead; none if it is no switch of the usual form.</summary>
    public static List<uint> Targets(PeFile image, ReadOnlySpan<Instruction> run)
    {
        var jump = run[^1];
        if (jump.Code != Code.Jmp_rm64 || jump.Op0Kind != OpKind.Register || Load(run) is not { } load || Cases(run) is not { } cases ||
            Base(run, load) is not { } from)
        {
            return [];
        }

        var bytes = CheckedBytes.OfImage(image.Layout);
        var bounds = CodeBounds.Of(image, (uint)jump.IP);
        var targets = new List<uint>();
        for (long i = 0, at = unchecked((long)(from + load.MemoryDisplacement64)); i < cases; i++, at += EntryBytes)
        {
            if (at < 0 || at > image.Layout.Length - EntryBytes)
            {
                return [];
            }

            var target = unchecked((long)from + (int)bytes.U32(at, "jump table"));
            if (!bounds.Contains(target))
            {
                return HasIndexTable(run) ? targets : [];
            }

            targets.Add((uint)target);
        }

        return targets;
    }

    // mov or movsxd from [base+index*4+displacement].
    private static Instruction? Load(ReadOnlySpan<Instruction> run)
    {
        for (var i = run.Length - 2; i >= 0; i--)
        {
            var load = run[i];
            if (load is { Mnemonic: Mnemonic.Mov or Mnemonic.Movsxd, Op1Kind: OpKind.Memory, MemoryIndexScale: EntryBytes, MemoryIndex: not Register.None })
            {
                return load;
            }
        }

        return null;
    }

    // With many gaps between cases, a table of bytes comes first: then the compare says how long that one is.
    private static bool HasIndexTable(ReadOnlySpan<Instruction> run)
    {
        foreach (var instruction in run)
        {
            if (instruction is { Mnemonic: Mnemonic.Movzx, Op1Kind: OpKind.Memory, MemoryIndex: not Register.None })
            {
                return true;
            }
        }

        return false;
    }

    // cmp index,last: the nearest one before the jump. Code that is not optimised has the index in memory.
    private static long? Cases(ReadOnlySpan<Instruction> run)
    {
        for (var i = run.Length - 2; i >= 0; i--)
        {
            if (run[i] is { Mnemonic: Mnemonic.Cmp, Op1Kind: not (OpKind.Register or OpKind.Memory) } compare)
            {
                var last = compare.GetImmediate(1);
                return last < MostCases ? (long)last + 1 : null;
            }
        }

        return null;
    }

    // lea base,[rip+…]: rva of the image or of the table. Out of sight it is the image, whose address a function may keep in a register
    // throughout: then the displacement is the table's rva.
    private static ulong? Base(ReadOnlySpan<Instruction> run, in Instruction load)
    {
        for (var i = run.Length - 2; i >= 0; i--)
        {
            if (run[i] is { Mnemonic: Mnemonic.Lea, IsIPRelativeMemoryOperand: true } lea && lea.Op0Register == load.MemoryBase)
            {
                return lea.IPRelativeMemoryAddress;
            }
        }

        return load.MemoryDisplacement64 >= PeFile.PageBytes ? 0 : null;
    }
}
