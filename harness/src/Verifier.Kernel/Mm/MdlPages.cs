namespace Verifier.Kernel;

/// <summary>
/// MmAllocatePagesForMdl and its successors: pages without an address, described by an MDL that the caller frees with ExFreePool. Fewer
/// pages than asked for are a legal answer unless the caller says otherwise (harness/docs/facts/memory.md#page-allocators).
/// </summary>
internal sealed class MdlPages(Machine machine)
{
    private const uint LargePageBytes = 2 << 20;
    private const uint FlagsOfWindows8 = 0x17F;
    private const uint FlagsOfWindows7 = 0x3F;
    private const uint FlagsBefore = MM_ALLOCATE.MM_DONT_ZERO_ALLOCATION | MM_ALLOCATE.MM_ALLOCATE_FROM_LOCAL_NODE_ONLY;

    private static readonly PoolTag Tag = PoolTag.From("Mdl ");

    /// <summary>
    /// The next allocation gets at most so many pages, as if no more were left; forgotten after it. This is how a short MDL is made on
    /// demand.
    /// </summary>
    public long? NextMost { get; set; }

    /// <summary>Allocates pages within physical limits (both inclusive); the MDL, or 0.</summary>
    public ulong Allocate(ulong low, ulong high, ulong skip, ulong bytes, uint flags)
    {
        var most = NextMost ?? long.MaxValue;
        NextMost = null;
        var longest = (4UL << 30) - (ulong)machine.Profile.PageSize;
        if (bytes == 0 || bytes > longest || machine.OffsetInPage(skip) != 0 || !AreSound(flags, skip, bytes))
        {
            return 0;
        }

        var wanted = machine.PagesFor(bytes);
        var frames = new List<int>();
        if ((flags & MM_ALLOCATE.MM_ALLOCATE_REQUIRE_CONTIGUOUS_CHUNKS) != 0)
        {
            TakeChunks(frames, Math.Min(wanted, most), low, high, skip, skip == 0 ? wanted : machine.PagesFor(skip));
        }
        else
        {
            TakeAnywhere(frames, Math.Min(wanted, most), low, high, skip);
        }

        var isShort = frames.Count < wanted;
        var needsAll = (flags & MM_ALLOCATE.MM_ALLOCATE_FULLY_REQUIRED) != 0;
        var mdl = frames.Count == 0 || (isShort && needsAll) ? 0 : Describe(frames, flags);
        if (mdl == 0)
        {
            frames.ForEach(f => machine.Frames.Return(f, 1));
        }

        return mdl;
    }

    /// <summary>MmFreePagesFromMdl: the pages, not the MDL.</summary>
    public void Free(ulong address)
    {
        var mdl = new Mdl(machine, address);
        var pages = machine.PageCountOf(mdl);
        if (mdl.Has(MDL_FLAGS.MDL_MAPPED_TO_SYSTEM_VA) && machine.Profile.Version >= WindowsVersion.Windows7)
        {
            machine.Mappings.Unmap(mdl.MappedSystemVa, address);
        }

        if (pages > 0)
        {
            machine.Resources.Released(ResourceKind.MdlPages, KeyOf(mdl));
        }

        for (var i = 0; i < pages; i++)
        {
            var number = mdl.GetPfn(i);
            var page = machine.PhysicalAddresses.PageOf(number);
            if (page < 0 || !machine.Frames.IsTaken(number))
            {
                throw machine.BugCheck(
                    Stops.PfnList.UnlockedTooOften(number, 1),
                    "MmFreePagesFromMdl met a page that is not allocated: it was freed already.");
            }

            PageLockCheck.Verify(machine, page, 1, 1);
            machine.Mapped.CheckNotMapped(machine.Pages.AddressOf(page), (ulong)machine.Pages.PageSize);
            machine.LockedPages.UnlockFrame(page);
            machine.Frames.Return((int)number, 1);
        }

        mdl.Change(MDL_FLAGS.MDL_PAGES_LOCKED, 0);
    }

    /// <summary>
    /// The ledger's entry of the pages that an MDL describes, if they were allocated for it and not yet freed; null otherwise.
    /// </summary>
    public Resource? Allocated(Mdl mdl) =>
        mdl.ByteCount > 0 && machine.PhysicalAddresses.IsMemory(mdl.GetPfn(0)) ? machine.Resources.Find(ResourceKind.MdlPages, KeyOf(mdl)) : null;

    public void Reset() => NextMost = null;

    // Flags that the version does not know, or that do not go together, are refused (our choice: the pages name no answer but NULL).
    private bool AreSound(uint flags, ulong skip, ulong bytes)
    {
        var known = machine.Profile.Version >= WindowsVersion.Windows8 ? FlagsOfWindows8
            : machine.Profile.Version >= WindowsVersion.Windows7 ? FlagsOfWindows7 : FlagsBefore;
        var isChunked = (flags & MM_ALLOCATE.MM_ALLOCATE_REQUIRE_CONTIGUOUS_CHUNKS) != 0;
        if ((flags & ~known) != 0 || (isChunked && (flags & MM_ALLOCATE.MM_ALLOCATE_PREFER_CONTIGUOUS) != 0))
        {
            return false;
        }

        var isLarge = (flags & MM_ALLOCATE.MM_ALLOCATE_FAST_LARGE_PAGES) != 0;
        if (isLarge && (!isChunked || skip == 0 || skip % LargePageBytes != 0))
        {
            return false;
        }

        return !isChunked || skip == 0 || ((skip & (skip - 1)) == 0 && bytes % skip == 0);
    }

    // Pages have no address while they are not mapped: the one they would have in the region names them in the ledger.
    private ulong KeyOf(Mdl mdl) => machine.Pages.AddressOf(machine.PhysicalAddresses.PageOf(mdl.GetPfn(0)));

    private void TakeAnywhere(List<int> frames, long wanted, ulong low, ulong high, ulong skip)
    {
        var end = machine.PhysicalAddresses.HighestFrameNumber << machine.Pages.Shift;
        machine.Frames.TakePages(frames, wanted, low, high);
        while (frames.Count < wanted && skip != 0 && high < end)
        {
            low += skip;
            high += skip;
            machine.Frames.TakePages(frames, wanted, low, high);
        }
    }

    // A chunk of skip bytes begins at a multiple of them: a run as long as its boundary can lie no other way.
    private void TakeChunks(List<int> frames, long wanted, ulong low, ulong high, ulong skip, long chunk)
    {
        while (frames.Count + chunk <= wanted)
        {
            var number = machine.Frames.TakeRun(chunk, low, high, skip);
            if (number < 0)
            {
                return;
            }

            frames.AddRange(Enumerable.Range(number, (int)chunk));
        }
    }

    private ulong Describe(List<int> frames, uint flags)
    {
        var bytes = (ulong)frames.Count << machine.Pages.Shift;
        var block = machine.Pool.AllocateForCaller(POOL_TYPE.NonPagedPool, machine.Mdls.SizeOf(0, bytes), Tag);
        if (block == 0)
        {
            return 0;
        }

        var mdl = new Mdl(machine, block);
        machine.Mdls.Initialize(mdl, 0, bytes);
        mdl.MdlFlags = MDL_FLAGS.MDL_PAGES_LOCKED;
        var isZeroed = (flags & MM_ALLOCATE.MM_DONT_ZERO_ALLOCATION) == 0;
        var contents = isZeroed ? null : PageContents.Next(machine, machine.PhysicalAddresses.PageOf((ulong)frames[0]), frames.Count);
        for (var i = 0; i < frames.Count; i++)
        {
            var page = machine.PhysicalAddresses.PageOf((ulong)frames[i]);
            mdl.SetPfn(i, (ulong)frames[i]);
            machine.Pages.SetUnmapped(page, 1);
            machine.Pages.Lock(page);
            if (isZeroed)
            {
                PageContents.Zero(machine, page, 1);
            }
            else
            {
                PageContents.LeaveUninitialised(machine, page, 1, contents);
            }
        }

        machine.Resources.Acquired(ResourceKind.MdlPages, KeyOf(mdl), bytes, Tag);
        return block;
    }
}
