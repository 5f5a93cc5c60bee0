using System.Collections.Immutable;
using Iced.Intel;

namespace Verifier.Binaries.Images.Decoding;

/// <summary>
/// Finds comparisons with the borders of Windows' address space. A machine's addresses are all in the lower half, so such a comparison
/// comes out as for an application's address.
/// </summary>
internal static class AddressComparisons
{
    /// <summary>The most that are listed.</summary>
    public const int Most = 64;

    private const ulong FirstOfSystem = 0xFFFF_0000_0000_0000, LastOfSystem = 0xFFFF_FFFF_0000_0000;
    private const ulong FirstOfBorder = 0x0000_7FFF_0000_0000, LastOfBorder = 0x0000_8000_0000_0000;

    /// <summary>The comparisons, in the order of addresses.</summary>
    public static ImmutableArray<AddressComparison> Find(PeFile image)
    {
        var found = new List<AddressComparison>();
        CodeFinder.Walk(image, run =>
        {
            if (found.Count < Most && run[^1].Mnemonic is Mnemonic.Cmp or Mnemonic.Test && ConstantOf(run) is { } constant)
            {
                found.Add(new AddressComparison((uint)run[^1].IP, constant));
            }
        });
        return [.. found.OrderBy(c => c.Rva)];
    }

    // No comparison takes 8 bytes of constant: a register was loaded with it before.
    private static ulong? ConstantOf(ReadOnlySpan<Instruction> run)
    {
        var compare = run[^1];
        for (var i = run.Length - 2; i >= 0; i--)
        {
            if (run[i] is { Code: Code.Mov_r64_imm64 } load && Uses(compare, load.Op0Register))
            {
                return IsBorder(load.Immediate64) ? load.Immediate64 : null;
            }
        }

        return null;
    }

    private static bool Uses(in Instruction compare, Register register) =>
        (compare.Op0Kind == OpKind.Register && compare.Op0Register == register) || (compare.Op1Kind == OpKind.Register && compare.Op1Register == register);

    private static bool IsBorder(ulong constant) => constant is (>= FirstOfSystem and < LastOfSystem) or (>= FirstOfBorder and <= LastOfBorder);
}
