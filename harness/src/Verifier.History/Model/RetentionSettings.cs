namespace Verifier.History;

/// <summary>The limits of a history. Findings, transitions and counts are kept for ever; runs and traces are not.</summary>
public sealed record RetentionSettings
{
    /// <summary>Runs that are kept of each driver and scenario, over all nights but the last ones. 2,000 unless set.</summary>
    public int RunsPerTarget { get; init; } = 2_000;

    /// <summary>The last nights, of which everything is kept. 2 unless set: tonight, and what it is compared with.</summary>
    public int WholeNights { get; init; } = 2;
}
