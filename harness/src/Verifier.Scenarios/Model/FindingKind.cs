namespace Verifier.Scenarios.Model;

/// <summary>The kinds of findings (ARCHITECTURE.md D6). The words in scripts and results are <see cref="FindingWords"/>'.</summary>
public enum FindingKind
{
    /// <summary>The machine stopped with a bug check.</summary>
    BugCheck,

    /// <summary>Nothing could run any more, or the driver made no progress.</summary>
    Hang,

    /// <summary>Something was not given back where everything must be.</summary>
    Leak,

    /// <summary>An operation with a fault failed with another status than the failure's.</summary>
    WrongStatus,

    /// <summary>An operation with a fault succeeded, with another result or effect than without it.</summary>
    Swallowed,

    /// <summary>An operation with a fault failed and changed what later operations see.</summary>
    StateLost,

    /// <summary>An operation fails although nothing is made to fail any more.</summary>
    NotRecovered,

    /// <summary>An operation with a fault succeeded, and from then on others fail for ever.</summary>
    Degraded,

    /// <summary>A rule of the I/O, IRQL or lock protocols was broken.</summary>
    Protocol,

    /// <summary>A planned fault was never reached.</summary>
    NotReached,

    /// <summary>A check did not hold although nothing had been made to fail.</summary>
    CheckFailed,

    /// <summary>The driver took control from the harness: it ended the process, overflowed its stack, or never came back.</summary>
    Uncontrolled,

    /// <summary>A result or an action of the driver depends on memory that it has not written to.</summary>
    Uninitialized,
}
