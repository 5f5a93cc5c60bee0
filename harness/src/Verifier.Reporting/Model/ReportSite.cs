using System.Collections.Immutable;

namespace Verifier.Reporting.Model;

/// <summary>A fault site: a DDI called through one driver stack. What coverage is counted in.</summary>
public sealed record ReportSite
{
    /// <summary>16 hex digits, as scripts write it.</summary>
    public required string Site { get; init; }

    /// <summary>The driver.</summary>
    public required string Driver { get; init; }

    /// <summary>The DDI.</summary>
    public required string Ddi { get; init; }

    /// <summary>Pool tag; null for a DDI without one.</summary>
    public string? Tag { get; init; }

    /// <summary>The driver's frames, innermost first.</summary>
    public ImmutableArray<ReportFrame> Frames { get; init; } = [];

    /// <summary>Times golden runs came there.</summary>
    public long Reached { get; init; }

    /// <summary>Points there that failed once.</summary>
    public long FailedOnce { get; init; }

    /// <summary>Points there that failed with all behind them.</summary>
    public long FailedPersistently { get; init; }

    /// <summary>Runs with findings.</summary>
    public long Findings { get; init; }

    /// <summary>Did no fault ever happen there?</summary>
    public bool IsBlindSpot => FailedOnce == 0 && FailedPersistently == 0;
}
