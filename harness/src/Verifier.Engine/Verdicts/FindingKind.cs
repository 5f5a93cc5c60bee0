namespace Verifier.Engine.Verdicts;

/// <summary>The kinds of findings (decision D6). The words in scripts and results are <see cref="FindingWords"/>'.</summary>
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

    /// <summary>After a fault a check did not hold: the driver lost state.</summary>
    StateLost,

    /// <summary>A rule of the I/O, IRQL or lock protocols was broken.</summary>
    Protocol,

    /// <summary>A planned fault was never reached.</summary>
    NotReached,

    /// <summary>A check did not hold although nothing had been made to fail.</summary>
    CheckFailed,
}

/// <summary>Finding kinds as scripts and results spell them.</summary>
public static class FindingWords
{
    /// <summary>The word for a kind.</summary>
    public static string Of(FindingKind kind) => kind switch
    {
        FindingKind.BugCheck => "bugcheck",
        FindingKind.Hang => "hang",
        FindingKind.Leak => "leak",
        FindingKind.WrongStatus => "wrong-status",
        FindingKind.StateLost => "state-lost",
        FindingKind.Protocol => "protocol",
        FindingKind.NotReached => "not-reached",
        _ => "check-failed",
    };
}
