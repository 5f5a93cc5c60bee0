namespace Verifier.Cli.Host;

/// <summary>The exit codes of the program; the table with all meanings is <see cref="ExitCodes.Table"/>.</summary>
internal enum ExitCode
{
    /// <summary>Everything as expected.</summary>
    Ok = 0,

    /// <summary>Usage or script error; nothing was run.</summary>
    Usage = 1,

    /// <summary>Findings that were not expected, or expected ones missing.</summary>
    Unexpected = 2,

    /// <summary>Inconclusive runs.</summary>
    Inconclusive = 3,

    /// <summary>A driver fails with no fault injected.</summary>
    FailsWithoutFault = 4,

    /// <summary>A replay diverged.</summary>
    Diverged = 5,

    /// <summary>The oracles could not be trusted.</summary>
    Untrusted = 6,

    /// <summary>The selection matched nothing.</summary>
    NothingSelected = 8,

    /// <summary>The harness itself failed.</summary>
    Internal = 70,

    /// <summary>The system refuses what the program needs: stdout, results, the temporary folder, worker processes.</summary>
    SystemRefuses = 74,

    /// <summary>SIGHUP.</summary>
    HungUp = 129,

    /// <summary>Ctrl-C.</summary>
    Interrupted = 130,

    /// <summary>SIGTERM.</summary>
    Terminated = 143,
}
