namespace Verifier.Kernel;

/// <summary>
/// The rules that Driver Verifier checks whenever any driver is verified: bug check 0xC4 with its sub-code then, a noted violation
/// otherwise (facts/bugchecks.md §4, facts/driver-verifier.md §2).
/// </summary>
internal static class MdlRules
{
    /// <summary>A rule with a sub-code of 0xC4 was broken.</summary>
    public static void Break(this Machine machine, ulong subCode, ulong p2, ulong p3, ulong p4, string text) =>
        machine.Violate(new ProtocolViolation(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, subCode, p2, p3, p4, text));

    /// <summary>The routine may not be called above a level: its own sub-code with the IRQL as the second parameter.</summary>
    public static void RequireIrql(this Machine machine, KIRQL highest, ulong subCode, ulong p3, ulong p4, string routine)
    {
        if (machine.Irql > highest)
        {
            machine.Break(
                subCode, (ulong)machine.Irql, p3, p4, $"{routine} was called at {machine.IrqlName}; it may be called up to {highest}.");
        }
    }

    /// <summary>The MDL may have none of these flags: sub-code, MDL, its flags, the wrong ones.</summary>
    public static void Forbid(this Machine machine, Mdl mdl, MDL_FLAGS forbidden, ulong subCode, string routine)
    {
        var wrong = mdl.MdlFlags & forbidden;
        if (wrong != 0)
        {
            machine.Break(
                subCode, mdl.Pointer, (ulong)mdl.MdlFlags, (ulong)wrong, $"{routine} was called with an MDL that is marked {wrong}.");
        }
    }
}
