namespace Verifier.Kernel;

/// <summary>Counts the blocks that come and go in the counters of their driver.</summary>
internal static class PoolCounting
{
    /// <summary>The driver has a block more.</summary>
    public static void Allocated(this PoolCounters counters, in PoolBlockRecord block)
    {
        counters.LiveBlocks++;
        if (block.Type.IsPaged())
        {
            counters.LivePagedBytes += (long)block.ChargedBytes;
        }
        else
        {
            counters.LiveNonPagedBytes += (long)block.ChargedBytes;
        }

        counters.PeakBytes = Math.Max(counters.PeakBytes, counters.LivePagedBytes + counters.LiveNonPagedBytes);
        if (block.Has(PoolBlockTraits.Verified))
        {
            CountVerified(counters, block);
        }
    }

    /// <summary>The driver has a block less.</summary>
    public static void Freed(this PoolCounters counters, in PoolBlockRecord block)
    {
        counters.LiveBlocks--;
        if (block.Type.IsPaged())
        {
            counters.LivePagedBytes -= (long)block.ChargedBytes;
        }
        else
        {
            counters.LiveNonPagedBytes -= (long)block.ChargedBytes;
        }

        if (block.Has(PoolBlockTraits.Tracked))
        {
            Untrack(counters, block);
        }
    }

    private static void CountVerified(PoolCounters counters, in PoolBlockRecord block)
    {
        counters.AllocationsSucceeded++;
        counters.AllocationsSucceededSpecialPool += block.Has(PoolBlockTraits.Special) ? 1 : 0;
        if (!block.Has(PoolBlockTraits.Tracked))
        {
            return;
        }

        if (block.Type.IsPaged())
        {
            counters.CurrentPagedPoolAllocations++;
            counters.PagedPoolUsageInBytes += (long)block.ChargedBytes;
            counters.PeakPagedPoolAllocations = Math.Max(counters.PeakPagedPoolAllocations, counters.CurrentPagedPoolAllocations);
            counters.PeakPagedPoolUsageInBytes = Math.Max(counters.PeakPagedPoolUsageInBytes, counters.PagedPoolUsageInBytes);
        }
        else
        {
            counters.CurrentNonPagedPoolAllocations++;
            counters.NonPagedPoolUsageInBytes += (long)block.ChargedBytes;
            counters.PeakNonPagedPoolAllocations = Math.Max(counters.PeakNonPagedPoolAllocations, counters.CurrentNonPagedPoolAllocations);
            counters.PeakNonPagedPoolUsageInBytes = Math.Max(counters.PeakNonPagedPoolUsageInBytes, counters.NonPagedPoolUsageInBytes);
        }
    }

    private static void Untrack(PoolCounters counters, in PoolBlockRecord block)
    {
        if (block.Type.IsPaged())
        {
            counters.CurrentPagedPoolAllocations--;
            counters.PagedPoolUsageInBytes -= (long)block.ChargedBytes;
        }
        else
        {
            counters.CurrentNonPagedPoolAllocations--;
            counters.NonPagedPoolUsageInBytes -= (long)block.ChargedBytes;
        }
    }
}
