namespace Verifier.History;

/// <summary>
/// A fault site in one target of one night: a DDI called through one stack of the driver, by names. What coverage is counted in.
/// </summary>
public sealed record SiteRow
{
    /// <summary>Name of the driver.</summary>
    public required string Driver { get; init; }

    /// <summary>Name of the scenario.</summary>
    public required string Scenario { get; init; }

    /// <summary>The driver's routine that calls, with its type; empty if no frame is known.</summary>
    public required string Function { get; init; }

    /// <summary>The DDI.</summary>
    public required string Ddi { get; init; }

    /// <summary>Its pool tag; empty for a DDI without one.</summary>
    public string Tag { get; init; } = string.Empty;

    /// <summary>Its number among the target's sites with the same routine, DDI and tag, in the order of the golden run; 1-based.</summary>
    public required int Order { get; init; }

    /// <summary>The driver's frames, innermost first, one a line, with source lines where they are known.</summary>
    public string Stack { get; init; } = string.Empty;

    /// <summary>The IRQL of the golden run's first call.</summary>
    public byte Irql { get; init; }

    /// <summary>Number of times that the golden run came there.</summary>
    public required int Reached { get; init; }

    /// <summary>Runs in which it failed once.</summary>
    public int FailedOnce { get; init; }

    /// <summary>Runs in which it failed, and all behind it.</summary>
    public int FailedPersistently { get; init; }

    /// <summary>Those of them with a finding.</summary>
    public int Findings { get; init; }

    /// <summary>True if it was made to fail at all. A site that was not is a blind spot.</summary>
    public bool IsFailed => FailedOnce + FailedPersistently > 0;
}
