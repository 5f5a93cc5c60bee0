using System.Globalization;

namespace Verifier.Kernel;

/// <summary>A stop of the simulated machine: the code and its four parameters, whose meaning depends on the code.</summary>
/// <param name="Code">Stop code.</param>
/// <param name="P1">First parameter; for many codes the sub-code.</param>
/// <param name="P2">Second parameter.</param>
/// <param name="P3">Third parameter.</param>
/// <param name="P4">Fourth parameter.</param>
public sealed record BugCheck(BugCheckCode Code, ulong P1 = 0, ulong P2 = 0, ulong P3 = 0, ulong P4 = 0)
{
    /// <summary>The parameter with this number, 1 to 4.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Any other number.</exception>
    public ulong Parameter(int number) => number switch
    {
        1 => P1,
        2 => P2,
        3 => P3,
        4 => P4,
        _ => throw new ArgumentOutOfRangeException(nameof(number), number, "A bug check has the parameters 1 to 4."),
    };

    /// <summary>As a debugger prints it: <c>BAD_POOL_CALLER (0xC2) 0x7, 0x0, 0x1A, 0xFFFF8000</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Code} (0x{(uint)Code:X}) 0x{P1:X}, 0x{P2:X}, 0x{P3:X}, 0x{P4:X}");
}
