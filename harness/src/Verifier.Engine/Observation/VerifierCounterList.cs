using Verifier.Kernel;

namespace Verifier.Engine.Observation;

/// <summary>Driver Verifier's counters under their own names, in the order of its structure (facts/driver-verifier.md §5).</summary>
internal static class VerifierCounterList
{
    public static IEnumerable<KeyValuePair<string, long>> Read(Machine machine, DriverImage? driver, long faultsInjected, int loads, int unloads)
    {
        var pool = driver?.PoolCounters ?? new PoolCounters();
        yield return new("RaiseIrqls", machine.VerifierCounters.RaiseIrqls);
        yield return new("AcquireSpinLocks", machine.VerifierCounters.AcquireSpinLocks);
        yield return new("SynchronizeExecutions", machine.VerifierCounters.SynchronizeExecutions);
        yield return new("AllocationsAttempted", pool.AllocationsAttempted);
        yield return new("AllocationsSucceeded", pool.AllocationsSucceeded);
        yield return new("AllocationsSucceededSpecialPool", pool.AllocationsSucceededSpecialPool);
        yield return new("AllocationsWithNoTag", pool.AllocationsWithNoTag);
        yield return new("Trims", machine.Pages.Trims);
        yield return new("AllocationsFailed", pool.AllocationsFailed);
        yield return new("AllocationsFailedDeliberately", faultsInjected);
        yield return new("Loads", loads);
        yield return new("Unloads", unloads);
        yield return new("UnTrackedPool", pool.UnTrackedPool);
        yield return new("CurrentPagedPoolAllocations", pool.CurrentPagedPoolAllocations);
        yield return new("CurrentNonPagedPoolAllocations", pool.CurrentNonPagedPoolAllocations);
        yield return new("PeakPagedPoolAllocations", pool.PeakPagedPoolAllocations);
        yield return new("PeakNonPagedPoolAllocations", pool.PeakNonPagedPoolAllocations);
        yield return new("PagedPoolUsageInBytes", pool.PagedPoolUsageInBytes);
        yield return new("NonPagedPoolUsageInBytes", pool.NonPagedPoolUsageInBytes);
        yield return new("PeakPagedPoolUsageInBytes", pool.PeakPagedPoolUsageInBytes);
        yield return new("PeakNonPagedPoolUsageInBytes", pool.PeakNonPagedPoolUsageInBytes);
    }
}
