namespace Verifier.Kernel;

/// <summary>
/// The blocks and bytes of the pools by owner and tag, for the census, poolmon's columns and Driver Verifier's leak check.
/// </summary>
internal sealed class PoolCensus(Machine machine, PoolStore store)
{
    /// <summary>Sub-code of 0xC4: a driver was unloaded and left pool blocks.</summary>
    public const ulong LeakedAtUnload = 0x62;

    private const int DriverNameOffset = 0x38;
    private const int BlocksNamed = 4;

    /// <summary>Live blocks of all owners.</summary>
    public int Blocks => store.Blocks.Count;

    /// <summary>Bytes of nonpaged pool that are resident, in whole pages.</summary>
    public long NonPagedBytes => (long)store.NonPaged.Pages.InUse * machine.Profile.PageSize;

    /// <summary>Bytes of paged pool in use, in whole pages.</summary>
    public long PagedBytes => (long)store.Paged.Pages.InUse * machine.Profile.PageSize;

    /// <summary>Address space that the pools use: their pages, and two pages for each special block.</summary>
    public long AddressSpaceBytes => NonPagedBytes + PagedBytes + (2L * store.Special.InUse * machine.Profile.PageSize);

    /// <summary>The longest run of free pages that a pool's address space still has.</summary>
    public int LongestFreeRun(bool paged) => (paged ? store.Paged : store.NonPaged).Pages.LongestFreeRun();

    /// <summary>Use by tag and pool, in the order in which the tags first appeared.</summary>
    public IReadOnlyList<PoolTagUsage> Tags() => store.Tags.ToList();

    /// <summary>A driver's live blocks, oldest first; the kernel's own with null.</summary>
    public IReadOnlyList<PoolBlock> LiveBlocks(DriverImage? owner)
    {
        var list = new List<PoolBlock>();
        if (owner is { PoolCounters.LiveBlocks: 0 })
        {
            return list;
        }

        foreach (var index in store.Blocks.Live())
        {
            if (store.Blocks[index].Owner == owner)
            {
                list.Add(store.Blocks[index].ToBlock());
            }
        }

        return list;
    }

    /// <summary>The live block that begins at an address or holds it; null when none does.</summary>
    public PoolBlock? BlockAt(ulong address)
    {
        var arena = store.ArenaOf(address);
        var index = store.Find(address, arena);
        if (index <= 0 && arena is not null)
        {
            index = arena.Shadow.FindAround(address, store.Blocks);
        }

        return index > 0 ? store.Blocks[index].ToBlock() : null;
    }

    /// <summary>Bug check 0xC4/0x62 when a driver leaves tracked blocks behind and pool tracking is on.</summary>
    public void CheckLeaksAtUnload(DriverImage image)
    {
        var counters = image.PoolCounters;
        var leaked = counters.CurrentPagedPoolAllocations + counters.CurrentNonPagedPoolAllocations;
        if (leaked == 0 || !machine.Verifies(DriverVerifierOptions.PoolTracking))
        {
            return;
        }

        var name = image.DriverObject == 0 ? 0 : image.DriverObject + DriverNameOffset;
        throw machine.BugCheck(Stops.DriverVerifier.LeakedAtUnload(name, 0, (ulong)leaked), Describe(image, leaked));
    }

    private string Describe(DriverImage image, long leaked)
    {
        var blocks = LiveBlocks(image);
        var first = blocks.Take(BlocksNamed).Select(
            b => $"{Counted.Grouped(b.Bytes, "byte")} with tag {b.Tag} of {b.AcquiredBy?.Name ?? "the kernel"}, call {b.CallNumber}");
        var more = blocks.Count > BlocksNamed ? $" and {blocks.Count - BlocksNamed} more" : string.Empty;
        return $"{image.Name} was unloaded and left {Counted.Of(leaked, "pool block")}: {string.Join("; ", first)}{more}.";
    }
}
