namespace Verifier.Kernel;

/// <summary>
/// The rules that Driver Verifier checks whenever any driver is verified: bug check 0xC4 with its sub-code then, a noted violation
/// otherwise (harness/docs/facts/bugchecks.md#driver-verifier-rules, harness/docs/facts/driver-verifier.md#checks-without-an-option).
/// </summary>
internal static class MdlRules
{
    /// <summary>A rule was broken.</summary>
    public static void Break(this Machine machine, BugCheck stop, string text) => machine.Violate(new ProtocolViolation(stop, text));

    /// <summary>The routine may not be called above a level.</summary>
    public static void RequireIrql(this Machine machine, KIRQL highest, BugCheck stop, string routine)
    {
        if (machine.Irql > highest)
        {
            machine.Break(stop, $"{routine} was called at {machine.IrqlName}; it may be called up to {highest}.");
        }
    }

    /// <summary>The MDL may have none of these flags. The stop is given the MDL, its flags and the wrong ones.</summary>
    public static void Forbid(this Machine machine, Mdl mdl, MDL_FLAGS forbidden, Func<ulong, ulong, ulong, BugCheck> stop, string routine)
    {
        var wrong = mdl.MdlFlags & forbidden;
        if (wrong != 0)
        {
            machine.Break(
                stop(mdl.Pointer, (ulong)mdl.MdlFlags, (ulong)wrong), $"{routine} was called with an MDL that is marked {wrong}.");
        }
    }
}
