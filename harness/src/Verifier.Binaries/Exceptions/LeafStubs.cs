using Verifier.Binaries.Images.Inspecting;
using Verifier.Binaries.Memory;
using Verifier.Binaries.Switching;

namespace Verifier.Binaries.Exceptions;

/// <summary>
/// The C runtime routines among the switching stubs: leaf functions, which keep in r10 and r11 what they change of the caller's registers.
/// One that touches bad memory faults as the driver's own code does.
/// </summary>
internal static class LeafStubs
{
    private const int R10 = 10, R11 = 11;
    private const ulong DirectionFlag = 0x400;

    private static readonly string[] s_keepingBoth = LeafNames.Move, s_keepingDestination = [LeafNames.Fill];
    private static readonly ulong[] s_begins = [.. Switch.Stubs.Leaves.Values.Distinct().Order()];

    /// <summary>Gives the caller's registers back, if rip is in one of the routines.</summary>
    public static bool TryRestore(ref RegisterFile registers)
    {
        if (RoutineAt(registers.Rip) is not { } begin)
        {
            return false;
        }

        if (Is(s_keepingBoth, begin))
        {
            registers[RegisterFile.Rdi] = registers[R10];
            registers[RegisterFile.Rsi] = registers[R11];
        }
        else if (Is(s_keepingDestination, begin))
        {
            registers[RegisterFile.Rdi] = registers[R10];
        }

        registers.Flags &= ~DirectionFlag;
        return true;
    }

    /// <summary>The begin of the routine that holds an address; null when none does.</summary>
    private static ulong? RoutineAt(ulong address)
    {
        if (!NativeLayout.Stubs.Contains(address) || address < s_begins[0])
        {
            return null;
        }

        return s_begins.Last(begin => begin <= address);
    }

    private static bool Is(string[] names, ulong begin) => Array.Exists(names, name => Switch.Stubs.Leaves[name] == begin);
}
