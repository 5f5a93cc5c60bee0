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
/// <param name="Other">Bytes of all else that the driver holds: MDLs, IRPs, device objects …</param>
/// <param name="Held">The number of things that the driver holds, pool blocks included.</param>
public readonly record struct PoolPoint(long Time, long NonPaged, long Paged, long Other = 0, long Held = 0);

/// <summary>Something that the driver held.</summary>
/// <param name="What">Kind, bytes and tag.</param>
/// <param name="Ddi">The DDI that handed it out; empty when the kernel did by itself.</param>
/// <param name="Place">Routine, file and line of the call; empty when not known.</param>
/// <param name="Operation">The operation during which it was acquired; empty outside of one.</param>
public sealed record HeldRow(string What, string Ddi, string Place, string Operation);

/// <summary>One tag in poolmon's terms.</summary>
/// <param name="Tag">Four characters.</param>
/// <param name="Type"><c>Nonp</c> or <c>Paged</c>.</param>
/// <param name="Allocs">Allocations.</param>
/// <param name="Frees">Frees.</param>
/// <param name="Bytes">Bytes in use.</param>
/// <param name="Driver">The driver that allocates with it.</param>
/// <param name="BytesGolden">Bytes in use when the golden run ended.</param>
/// <param name="IsLeaked">Is it the tag of something that a leak's verdict names?</param>
public sealed record TagRow(string Tag, string Type, long Allocs, long Frees, long Bytes, string Driver, long BytesGolden, bool IsLeaked = false)
{
    /// <summary>Allocations that were not freed.</summary>
    public long Diff => Allocs - Frees;

    /// <summary>Bytes a block in use.</summary>
    public long PerAlloc => Diff > 0 ? Bytes / Diff : 0;
}
