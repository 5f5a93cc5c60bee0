using System.Collections.Immutable;

namespace Verifier.Reporting.Model;

/// <summary>All there is to see of one run. Only exemplars have it: every other run is re-created by its replay token.</summary>
public sealed record RunDetail
{
    /// <summary>The run's row in the table; -1 when the table has none.</summary>
    public required int Run { get; init; }

    /// <summary>The fingerprint of the finding it stands for; empty for none.</summary>
    public string Fingerprint { get; init; } = string.Empty;

    /// <summary>The replay token.</summary>
    public string Token { get; init; } = string.Empty;

    /// <summary>The expected hash of the trace, 16 hex digits.</summary>
    public string TraceHash { get; init; } = string.Empty;

    /// <summary>What happened, in order.</summary>
    public ImmutableArray<TimelineEvent> Events { get; init; } = [];

    /// <summary>
    /// What happened in the golden run from <see cref="FirstDivergence"/> on, or all of it when <see cref="FirstDivergence"/> is -1 and there is one.
    /// </summary>
    public ImmutableArray<TimelineEvent> Golden { get; init; } = [];

    /// <summary>Index of the first event that the golden run does not have there; -1 when there is no golden run or they are alike.</summary>
    public int FirstDivergence { get; init; } = -1;

    /// <summary>Index of the injected failure; -1 for none.</summary>
    public int InjectedIndex { get; init; } = -1;

    /// <summary>Index of the first event that breaks the contract: a bug check, a violation; -1 when only the comparison shows it.</summary>
    public int VerdictIndex { get; init; } = -1;

    /// <summary>Pool that the driver has not freed, over virtual time.</summary>
    public ImmutableArray<PoolPoint> Pool { get; init; } = [];

    /// <summary>Virtual time of the injected failure, 100 ns since boot; null for none.</summary>
    public long? InjectedTime { get; init; }

    /// <summary>Pool by tag when the run ended, or at the moment of a leak's verdict; what grew most first.</summary>
    public ImmutableArray<TagRow> Tags { get; init; } = [];

    /// <summary>What the driver held, oldest first.</summary>
    public ImmutableArray<HeldRow> Outstanding { get; init; } = [];

    /// <summary>When it held that, as a heading; "at unload" only where there was an unload.</summary>
    public string OutstandingTitle { get; init; } = "Held when the run ended";

    /// <summary>True if holding it is the verdict; the tags and the chart are of that moment then.</summary>
    public bool IsLeak { get; init; }

    /// <summary>Virtual time of that verdict, 100 ns since boot; null for none.</summary>
    public long? VerdictTime { get; init; }
}
