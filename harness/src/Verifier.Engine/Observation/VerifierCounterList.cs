using System.Collections.Immutable;
using Verifier.Kernel;

namespace Verifier.Engine.Observation;

/// <summary>
/// Driver Verifier's counters under their own names, in the order of its structure (harness/docs/facts/driver-verifier.md#counters).
/// </summary>
internal static class VerifierCounterList
{
    public static ImmutableArray<KeyValuePair<string, long>> Read(Machine machine, DriverImage? driver, long faultsInjected, int loads, int unloads)
    {
        var pool = driver?.PoolCounters ?? new PoolCounters();
        return
        [
            new("RaiseIrqls", machine.VerifierCounters.RaiseIrqls),
            new("AcquireSpinLocks", machine.VerifierCounters.AcquireSpinLocks),
            new("SynchronizeExecutions", machine.VerifierCounters.SynchronizeExecutions),
            new("AllocationsAttempted", pool.AllocationsAttempted),
            new("AllocationsSucceeded", pool.AllocationsSucceeded),
            new("AllocationsSucceededSpecialPool", pool.AllocationsSucceededSpecialPool),
            new("AllocationsWithNoTag", pool.AllocationsWithNoTag),
            new("Trims", machine.Pages.Trims),
            new("AllocationsFailed", pool.AllocationsFailed),
            new("AllocationsFailedDeliberately", faultsInjected),
            new("Loads", loads),
            new("Unloads", unloads),
            new("UnTrackedPool", pool.UnTrackedPool),
            new("CurrentPagedPoolAllocations", pool.CurrentPagedPoolAllocations),
            new("CurrentNonPagedPoolAllocations", pool.CurrentNonPagedPoolAllocations),
            new("PeakPagedPoolAllocations", pool.PeakPagedPoolAllocations),
            new("PeakNonPagedPoolAllocations", pool.PeakNonPagedPoolAllocations),
            new("PagedPoolUsageInBytes", pool.PagedPoolUsageInBytes),
            new("NonPagedPoolUsageInBytes", pool.NonPagedPoolUsageInBytes),
            new("PeakPagedPoolUsageInBytes", pool.PeakPagedPoolUsageInBytes),
            new("PeakNonPagedPoolUsageInBytes", pool.PeakNonPagedPoolUsageInBytes),
        ];
    }
}
