namespace Verifier.History;

/// <summary>One night of a trend. Findings that the scripts expect or call benign are left out of its counts.</summary>
public sealed record NightSummary
{
    /// <summary>The night.</summary>
    public required NightRecord Night { get; init; }

    /// <summary>Findings open at its end: seen in it or before, and not fixed since.</summary>
    public int Open { get; init; }

    /// <summary>Findings that were new.</summary>
    public int New { get; init; }

    /// <summary>Findings that came back.</summary>
    public int Regressed { get; init; }

    /// <summary>Findings that were fixed.</summary>
    public int Fixed { get; init; }

    /// <summary>Fault sites that its golden runs came to.</summary>
    public int SitesReached { get; init; }

    /// <summary>Those that were made to fail at least once.</summary>
    public int SitesFailed { get; init; }
}
