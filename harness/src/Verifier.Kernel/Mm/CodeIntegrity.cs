namespace Verifier.Kernel;

/// <summary>What Driver Verifier's code integrity checks stop for in mappings (facts/bugchecks.md §4); no fault without them.</summary>
internal static class CodeIntegrity
{
    /// <summary>A mapping that is executable: the calling code, and how it asked for it.</summary>
    public static void Report(Machine machine, ulong subCode, ulong asked, string text)
    {
        if (machine.Verifies(DriverVerifierOptions.CodeIntegrityChecks))
        {
            throw machine.BugCheck(
                BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, subCode, machine.CurrentRoutine, asked, 0, text);
        }
    }
}
