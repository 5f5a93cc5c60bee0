namespace Verifier.Kernel;

/// <summary>
/// What Driver Verifier's code integrity checks stop for in mappings (harness/docs/facts/bugchecks.md#driver-verifier-rules); no fault
/// without them.
/// </summary>
internal static class CodeIntegrity
{
    /// <summary>A mapping that is executable.</summary>
    public static void Report(Machine machine, BugCheck stop, string text)
    {
        if (machine.Verifies(DriverVerifierOptions.CodeIntegrityChecks))
        {
            throw machine.BugCheck(stop, text);
        }
    }
}
