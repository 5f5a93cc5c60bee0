using System.Collections.Immutable;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Observation;

/// <summary>The memory that one allocation site (a DDI called through one driver stack) took in one recorded run. Plain data.</summary>
public sealed record SiteUse
{
    /// <summary>The fault site.</summary>
    public required ulong Site { get; init; }

    /// <summary>The DDI.</summary>
    public required string Ddi { get; init; }

    /// <summary>Pool tag; null for a DDI without one.</summary>
    public string? Tag { get; init; }

    /// <summary>The pool; null for memory that is no pool.</summary>
    public PoolKind? Pool { get; init; }

    /// <summary>The driver's frames, innermost first.</summary>
    public required ImmutableArray<DriverFrame> Frames { get; init; }

    /// <summary>Blocks handed out.</summary>
    public int Count { get; init; }

    /// <summary>Blocks given back before the run's last operation that is not an end (close, remove, unload).</summary>
    public int Freed { get; init; }

    /// <summary>Blocks given back by the operation that took them.</summary>
    public int FreedAtOnce { get; init; }

    /// <summary>Most blocks at one time.</summary>
    public int Peak { get; init; }

    /// <summary>Smallest request in bytes.</summary>
    public ulong Smallest { get; init; }

    /// <summary>Largest request in bytes.</summary>
    public ulong Largest { get; init; }

    /// <summary>Bytes asked for, all blocks together.</summary>
    public ulong Asked { get; init; }

    /// <summary>Bytes taken for them: headers, rounding, whole pages.</summary>
    public ulong Charged { get; init; }

    /// <summary>Highest IRQL of a request.</summary>
    public KIRQL HighestIrql { get; init; }

    /// <summary>True if there were requests outside of DriverEntry, AddDevice and PnP requests.</summary>
    public bool IsTakenLate { get; init; }

    /// <summary>Bytes taken beyond those asked for.</summary>
    public ulong Wasted => Charged - Math.Min(Charged, Asked);

    /// <summary>The site in words: DDI, routine, file and line.</summary>
    public string Text => Frames.IsEmpty ? Ddi : $"{Ddi} in {Frames[0]}";
}
