namespace Verifier.Kernel;

/// <summary>
/// Contiguous and noncached memory: whole pages, however few bytes were asked for (harness/docs/facts/memory.md#page-allocators). What
/// rounding up wastes is counted.
/// </summary>
internal sealed class PageAllocator(Machine machine)
{
    private readonly Dictionary<ulong, Block> _blocks = [];

    /// <summary>Pages handed out and not freed.</summary>
    public long PagesInUse { get; private set; }

    /// <summary>Bytes of them beyond the requested sizes.</summary>
    public long WastedBytes { get; private set; }

    /// <summary>Physically contiguous memory within physical limits (both inclusive); 0 when there is no such run.</summary>
    public ulong AllocateContiguous(
        ulong bytes, ulong low, ulong high, ulong boundary, MEMORY_CACHING_TYPE cache = MEMORY_CACHING_TYPE.MmCached,
        ResourceKind kind = ResourceKind.ContiguousMemory)
    {
        var isPowerOfTwo = (boundary & (boundary - 1)) == 0;
        if (bytes == 0 || !isPowerOfTwo || (boundary != 0 && bytes > boundary))
        {
            return 0;
        }

        var pages = machine.PagesFor(bytes);
        var number = machine.Frames.TakeRun(pages, low, high, boundary);
        if (number < 0)
        {
            return 0;
        }

        var first = machine.PhysicalAddresses.PageOf((ulong)number);
        machine.Pages.Set(first, (int)pages, PageKind.NonPaged);
        // What a device writes is initialised for all that a driver knows.
        var contents = kind == ResourceKind.CommonBuffer ? null : PageContents.Next(machine, first, pages);
        PageContents.LeaveUninitialised(machine, first, (int)pages, contents);
        var address = machine.Pages.AddressOf(first);
        Add(address, new Block(kind, bytes, [number], (int)pages, cache));
        return address;
    }

    /// <summary>MmFreeContiguousMemorySpecifyCache: the size and the caching type must be those of the allocation.</summary>
    public void FreeContiguous(ulong address, ulong bytes, MEMORY_CACHING_TYPE cache)
    {
        if (_blocks.TryGetValue(address, out var block) && block.Kind == ResourceKind.ContiguousMemory)
        {
            CheckSize(address, bytes, block);
            if (cache != block.Cache)
            {
                machine.Break(
                    Stops.DriverVerifier.BadFree(address), $"Contiguous memory was allocated as {block.Cache} and is freed as {cache}.");
            }
        }

        FreeContiguous(address);
    }

    /// <summary>Frees contiguous memory or a common buffer.</summary>
    public void FreeContiguous(ulong address, ResourceKind kind = ResourceKind.ContiguousMemory)
    {
        if (!_blocks.TryGetValue(address, out var block) || block.Kind != kind)
        {
            var allocated = AllocatedMemory.Find(machine, address);
            throw machine.BugCheck(
                Stops.PoolCaller.NotContiguousMemory(address),
                $"The address is not that of contiguous memory, or it was freed already{AllocatedMemory.Words(allocated)}.",
                AllocatedMemory.About(allocated));
        }

        var first = machine.PhysicalAddresses.PageOf((ulong)block.Frames[0]);
        PageLockCheck.Verify(machine, first, block.Pages, 0);
        machine.Lifetimes.PagesFreed(address, (ulong)block.Pages << machine.Pages.Shift, "The memory");
        machine.Pages.Set(first, block.Pages, PageKind.NotPresent);
        machine.Frames.Return(block.Frames[0], block.Pages);
        Remove(address, block);
    }

    /// <summary>Noncached memory: any pages, mapped one after the other; 0 when pages or PTEs are short.</summary>
    public ulong AllocateNonCached(ulong bytes)
    {
        const MM_PAGE_PRIORITY priority = MM_PAGE_PRIORITY.HighPagePriority;
        var pages = machine.PagesFor(bytes);
        if (pages == 0 || pages > machine.Ptes.Limit || !machine.Ptes.TryReserve((int)pages, priority, out var first))
        {
            return 0;
        }

        var frames = new List<int>();
        machine.Frames.TakePages(frames, pages, 0, ulong.MaxValue);
        if (frames.Count < pages)
        {
            frames.ForEach(f => machine.Frames.Return(f, 1));
            machine.Ptes.Release(first, (int)pages);
            return 0;
        }

        var contents = PageContents.Next(machine, machine.PhysicalAddresses.PageOf((ulong)frames[0]), pages);
        for (var i = 0; i < frames.Count; i++)
        {
            var page = machine.PhysicalAddresses.PageOf((ulong)frames[i]);
            machine.Pages.SetUnmapped(page, 1);
            PageContents.LeaveUninitialised(machine, page, 1, contents);
            machine.Pages.Map(first + i, (uint)page);
        }

        var mapping = new SystemMapping(
            first, (int)pages, MappingKind.NonCached, machine.Pages.FrameOf(first), machine.Caller, default, (int)pages);
        machine.Mappings.Put(mapping);
        var address = machine.Pages.AddressOf(first);
        Add(address, new Block(ResourceKind.NonCachedMemory, bytes, frames, (int)pages, MEMORY_CACHING_TYPE.MmNonCached));
        return address;
    }

    /// <summary>Frees noncached memory; the size must be that of the allocation.</summary>
    public void FreeNonCached(ulong address, ulong bytes)
    {
        var pages = (ulong)machine.PagesFor(bytes);
        if (!_blocks.TryGetValue(address, out var block) || block.Kind != ResourceKind.NonCachedMemory)
        {
            throw NotNonCached(address, pages);
        }

        CheckSize(address, bytes, block);
        if (pages != (ulong)block.Pages)
        {
            throw machine.BugCheck(
                Stops.SystemPtes.ReleasedWrongNumber(address, pages, (ulong)block.Pages),
                "Noncached memory was freed with another size than it was allocated with.");
        }

        foreach (var frame in block.Frames)
        {
            var page = machine.PhysicalAddresses.PageOf((ulong)frame);
            PageLockCheck.Verify(machine, page, 1, 0);
            machine.Mapped.CheckNotMapped(machine.Pages.AddressOf(page), (ulong)machine.Pages.PageSize);
            machine.Frames.Return(frame, 1);
        }

        machine.Mappings.Remove(machine.Mappings.Find(address)!);
        Remove(address, block);
    }

    public void Reset()
    {
        _blocks.Clear();
        PagesInUse = 0;
        WastedBytes = 0;
    }

    private Exception NotNonCached(ulong address, ulong pages)
    {
        var allocated = AllocatedMemory.Find(machine, address);
        var isInside = _blocks.Any(b => address > b.Key && address < b.Key + ((ulong)b.Value.Pages << machine.Pages.Shift));
        return machine.BugCheck(
            isInside ? Stops.SystemPtes.ReleasedInside(address, pages) : Stops.SystemPtes.ReleasedNotReserved(address, pages),
            $"The address is not that of noncached memory, or it was freed already{AllocatedMemory.Words(allocated)}.",
            AllocatedMemory.About(allocated));
    }

    private void CheckSize(ulong address, ulong bytes, Block block)
    {
        if (bytes != block.Bytes)
        {
            machine.Break(
                Stops.DriverVerifier.BadFree(address),
                $"{Counted.Of(block.Bytes, "byte")} {(block.Bytes == 1 ? "was" : "were")} allocated and {bytes} {(bytes == 1 ? "is" : "are")} freed.");
        }
    }

    private void Add(ulong address, Block block)
    {
        _blocks.Add(address, block);
        PagesInUse += block.Pages;
        WastedBytes += Waste(block);
        machine.Resources.Acquired(block.Kind, address, block.Bytes);
    }

    private void Remove(ulong address, Block block)
    {
        _blocks.Remove(address);
        PagesInUse -= block.Pages;
        WastedBytes -= Waste(block);
        machine.Resources.Released(block.Kind, address);
    }

    private long Waste(Block block) => ((long)block.Pages << machine.Pages.Shift) - (long)block.Bytes;

    /// <param name="Kind">Contiguous or noncached.</param>
    /// <param name="Bytes">Bytes asked for.</param>
    /// <param name="Frames">Page frame numbers: each of them, or the first of a run.</param>
    /// <param name="Pages">Number of pages.</param>
    /// <param name="Cache">The caching of the pages.</param>
    private sealed record Block(ResourceKind Kind, ulong Bytes, IReadOnlyList<int> Frames, int Pages, MEMORY_CACHING_TYPE Cache);
}
