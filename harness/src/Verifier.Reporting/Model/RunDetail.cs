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

    /// <summary>Pool by tag when the run ended, leaked tags first.</summary>
    public ImmutableArray<TagRow> Tags { get; init; } = [];

    /// <summary>What the driver still held at its unload, one line each.</summary>
    public ImmutableArray<string> Outstanding { get; init; } = [];
}

/// <summary>One event of a run.</summary>
/// <param name="Time">Virtual time in 100 ns.</param>
/// <param name="Irql">IRQL.</param>
/// <param name="Kind">The event's kind: <c>call</c>, <c>return</c>, <c>injected</c> …</param>
/// <param name="Name">DDI, routine or operation.</param>
/// <param name="Text">As a trace prints it, without time and IRQL.</param>
public sealed record TimelineEvent(long Time, byte Irql, string Kind, string Name, string Text);

/// <summary>Pool that the driver has not freed at one moment.</summary>
/// <param name="Time">Virtual time, 100 ns since boot.</param>
/// <param name="NonPaged">Bytes of nonpaged pool.</param>
/// <param name="Paged">Bytes of paged pool.</param>
public readonly record struct PoolPoint(long Time, long NonPaged, long Paged);

/// <summary>One tag in poolmon's terms.</summary>
/// <param name="Tag">Four characters.</param>
/// <param name="Type"><c>Nonp</c> or <c>Paged</c>.</param>
/// <param name="Allocs">Allocations.</param>
/// <param name="Frees">Frees.</param>
/// <param name="Bytes">Bytes in use.</param>
/// <param name="Driver">The driver that allocates with it.</param>
/// <param name="BytesGolden">Bytes in use when the golden run ended.</param>
public sealed record TagRow(string Tag, string Type, long Allocs, long Frees, long Bytes, string Driver, long BytesGolden)
{
    /// <summary>Allocations that were not freed.</summary>
    public long Diff => Allocs - Frees;

    /// <summary>Bytes a block in use.</summary>
    public long PerAlloc => Diff > 0 ? Bytes / Diff : 0;
}
