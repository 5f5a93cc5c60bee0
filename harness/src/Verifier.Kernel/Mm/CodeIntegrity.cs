namespace Verifier.Kernel;

/// <summary>
/// The stops of Driver Verifier's code integrity checks in mappings (harness/docs/facts/bugchecks.md#driver-verifier-rules); no fault
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
