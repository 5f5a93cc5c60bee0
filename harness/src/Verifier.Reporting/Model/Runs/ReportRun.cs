using System.Collections.Immutable;
using Verifier.History;

namespace Verifier.Reporting.Model;

/// <summary>One run, as the run table takes it.</summary>
public readonly record struct ReportRun
{
    /// <summary>Index of its campaign.</summary>
    public required int Campaign { get; init; }

    /// <summary>The way in which it ended.</summary>
    public required RunVerdict Verdict { get; init; }

    /// <summary>The way of exploring it belongs to: <c>each</c>, <c>persistent</c>, <c>golden</c> …</summary>
    public required string Strategy { get; init; }

    /// <summary>How it differs from its script, as tokens write it; empty for the script as it is, null when it was not kept.</summary>
    public string? Variation { get; init; }

    /// <summary>Ordinal of the first call that was made to fail; 0 for none.</summary>
    public long Nth { get; init; }

    /// <summary>Index of that call's fault site; -1 for none.</summary>
    public int Site { get; init; }

    /// <summary>Index of its first finding; -1 for none.</summary>
    public int Finding { get; init; }

    /// <summary>Indices of its other findings.</summary>
    public ImmutableArray<int> MoreFindings { get; init; }

    /// <summary>DDI calls of the driver.</summary>
    public long Calls { get; init; }

    /// <summary>The hash of the trace.</summary>
    public ulong TraceHash { get; init; }
}
