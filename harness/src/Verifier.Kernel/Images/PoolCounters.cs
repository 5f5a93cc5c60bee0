namespace Verifier.Kernel;

/// <summary>
/// One driver's use of the pools. The members under Driver Verifier's names (harness/docs/facts/driver-verifier.md#counters) count what
/// Driver Verifier counts, while it verifies the driver; the rest counts always.
/// </summary>
internal sealed class PoolCounters
{
    /// <summary>Live blocks of paged and nonpaged pool.</summary>
    public long LiveBlocks { get; set; }

    /// <summary>Bytes charged for live paged blocks.</summary>
    public long LivePagedBytes { get; set; }

    /// <summary>Bytes charged for live nonpaged blocks.</summary>
    public long LiveNonPagedBytes { get; set; }

    /// <summary>The most bytes charged for live blocks of both pools at one time.</summary>
    public long PeakBytes { get; set; }

    /// <summary>"Pool Allocations Attempted".</summary>
    public long AllocationsAttempted { get; set; }

    /// <summary>"Pool Allocations Succeeded".</summary>
    public long AllocationsSucceeded { get; set; }

    /// <summary>"Pool Allocations Succeeded in Special Pool".</summary>
    public long AllocationsSucceededSpecialPool { get; set; }

    /// <summary>"Pool Allocations Without Tag": through ExAllocatePool and ExAllocatePoolWithQuota.</summary>
    public long AllocationsWithNoTag { get; set; }

    /// <summary>"Pool Allocations Failed": for real lack of memory.</summary>
    public long AllocationsFailed { get; set; }

    /// <summary>"Pool Allocations Not Tracked": requests of a page or more, under pool tracking.</summary>
    public long UnTrackedPool { get; set; }

    /// <summary>Live tracked paged blocks.</summary>
    public long CurrentPagedPoolAllocations { get; set; }

    /// <summary>Live tracked nonpaged blocks.</summary>
    public long CurrentNonPagedPoolAllocations { get; set; }

    /// <summary>The most of them at one time.</summary>
    public long PeakPagedPoolAllocations { get; set; }

    /// <summary>The most of them at one time.</summary>
    public long PeakNonPagedPoolAllocations { get; set; }

    /// <summary>Bytes charged for live tracked paged blocks.</summary>
    public long PagedPoolUsageInBytes { get; set; }

    /// <summary>Bytes charged for live tracked nonpaged blocks.</summary>
    public long NonPagedPoolUsageInBytes { get; set; }

    /// <summary>The most of them at one time.</summary>
    public long PeakPagedPoolUsageInBytes { get; set; }

    /// <summary>The most of them at one time.</summary>
    public long PeakNonPagedPoolUsageInBytes { get; set; }
}
