using System.Collections.Immutable;
using Verifier.Engine.Observation;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Economy;

/// <summary>What one allocation site (a DDI called through one driver stack) took in one recorded run. Plain data.</summary>
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

    /// <summary>Were there requests outside of DriverEntry, AddDevice and PnP requests?</summary>
    public bool IsTakenLate { get; init; }

    /// <summary>Bytes taken beyond those asked for.</summary>
    public ulong Wasted => Charged - Math.Min(Charged, Asked);

    /// <summary>The site in words: DDI, routine, file and line.</summary>
    public string Text => Frames.IsEmpty ? Ddi : $"{Ddi} in {Frames[0]}";
}

/// <summary>How much memory was in use at one moment of virtual time.</summary>
/// <param name="Time">100 ns since boot.</param>
/// <param name="Operation">Index of the operation in progress; -1 outside of one.</param>
/// <param name="NonPagedBytes">Resident bytes of nonpaged pool, whole pages.</param>
/// <param name="PagedBytes">Bytes of paged pool, whole pages.</param>
/// <param name="AddressSpaceBytes">Kernel address space that the pools use.</param>
public readonly record struct PoolSample(long Time, int Operation, long NonPagedBytes, long PagedBytes, long AddressSpaceBytes)
{
    /// <summary>Bytes charged for the nonpaged blocks that the driver has not freed.</summary>
    public long OutstandingNonPagedBytes { get; init; }

    /// <summary>The same of paged pool.</summary>
    public long OutstandingPagedBytes { get; init; }

    /// <summary>Bytes of all else that the driver holds: MDLs, device objects, locked pages …</summary>
    public long OutstandingOtherBytes { get; init; }

    /// <summary>The number of things that the driver holds: pool blocks and all else.</summary>
    public long Held { get; init; }
}
