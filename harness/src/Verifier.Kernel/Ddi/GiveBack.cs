namespace Verifier.Kernel;

/// <summary>
/// The calls of a DDI that give back what the driver has: by their arguments they release, deregister or disable. Such a call needs no
/// resource, so nothing ever makes it fail: no rule, no exploration, no simulation of Driver Verifier's. Stated beside a DDI that can fail;
/// where it is left out, every form of the DDI asks for something.
/// </summary>
/// <param name="When">The condition for those calls, in words.</param>
public sealed record GiveBack(string When)
{
    /// <summary>The same, for the machine.</summary>
    internal GiveBackTest Matches { get; init; } = _ => false;
}

/// <summary>Tells calls of one DDI apart by their arguments.</summary>
internal delegate bool GiveBackTest(ReadOnlySpan<ulong> arguments);
