namespace Verifier.Scenarios.Model;

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
        FindingKind.Swallowed => "swallowed",
        FindingKind.StateLost => "state-lost",
        FindingKind.NotRecovered => "not-recovered",
        FindingKind.Degraded => "degraded",
        FindingKind.Uncontrolled => "uncontrolled",
        FindingKind.Uninitialized => "uninitialized",
        FindingKind.Protocol => "protocol",
        FindingKind.NotReached => "not-reached",
        _ => "check-failed",
    };
}
