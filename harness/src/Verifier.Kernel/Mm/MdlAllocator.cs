namespace Verifier.Kernel;

/// <summary>
/// MDLs themselves: allocated from nonpaged pool, filled, chained, made partial, freed (harness/docs/facts/memory.md#mdls-and-mappings).
/// </summary>
internal sealed class MdlAllocator(Machine machine)
{
    /// <summary>MDLs of up to this many pages come from a list of fixed-size ones.</summary>
    public const int FixedSizePages = 23;

    private static readonly PoolTag Tag = PoolTag.From("Mdl ");

    /// <summary>MmSizeOfMdl.</summary>
    public ulong SizeOf(ulong address, ulong length) => Mdl.Bytes + (8 * (ulong)machine.SpanPages(address, length));

    /// <summary>IoAllocateMdl: 0 when the buffer is too long for one MDL or the pool is exhausted.</summary>
    public ulong Allocate(ulong address, ulong length, bool secondary = false, ulong irp = 0)
    {
        if (length > (ulong)machine.Profile.MaximumMdlBytes)
        {
            return 0;
        }

        var isFixedSize = machine.SpanPages(address, length) <= FixedSizePages;
        var bytes = isFixedSize ? Mdl.Bytes + (8UL * FixedSizePages) : SizeOf(address, length);
        var block = machine.Pool.AllocateForKernel(POOL_TYPE.NonPagedPool, bytes, Tag);
        if (block == 0)
        {
            return 0;
        }

        var mdl = new Mdl(machine, block);
        Initialize(mdl, address, length);
        mdl.MdlFlags = isFixedSize ? MDL_FLAGS.MDL_ALLOCATED_FIXED_SIZE : 0;
        machine.Resources.Acquired(ResourceKind.Mdl, block, length, Tag);
        if (irp != 0)
        {
            Chain(mdl, irp, secondary);
        }

        return block;
    }

    /// <summary>MmInitializeMdl: a macro, so it works on the driver's own memory.</summary>
    public void Initialize(Mdl mdl, ulong address, ulong length)
    {
        mdl.Next = default;
        mdl.Size = (short)SizeOf(address, length);
        mdl.MdlFlags = 0;
        mdl.StartVa = new Pointer(machine, machine.PageStart(address));
        mdl.ByteOffset = machine.OffsetInPage(address);
        mdl.ByteCount = (uint)length;
    }

    /// <summary>IoFreeMdl: frees this MDL, not those chained to it; a partial one loses the mapping of its own.</summary>
    public void Free(ulong address)
    {
        var mdl = new Mdl(machine, address);
        if (mdl.Has(MDL_FLAGS.MDL_PARTIAL_HAS_BEEN_MAPPED))
        {
            machine.Mappings.Unmap(mdl.MappedSystemVa, address);
        }

        var flags = mdl.MdlFlags;
        if ((flags & MDL_FLAGS.MDL_MAPPED_TO_SYSTEM_VA) != 0 && (flags & MDL_FLAGS.MDL_PARTIAL) == 0)
        {
            machine.Break(
                Stops.DriverVerifier.MdlFreedWhileMapped(address, (ulong)flags),
                "IoFreeMdl was called with an MDL whose pages are still mapped.");
        }

        if (machine.Resources.Find(ResourceKind.LockedPages, address) is not null)
        {
            // The pages stay locked for good. The next MDL at this address must not hide that.
            machine.Resources.Rename(ResourceKind.LockedPages, address, mdl.VirtualAddress);
        }

        VerifyFamily(address);
        machine.Resources.Released(ResourceKind.Mdl, address);
        machine.Pool.FreeForKernel(address);
    }

    // An MDL in memory of the driver's own, or of MmAllocatePagesForMdl, is not IoFreeMdl's to free.
    private void VerifyFamily(ulong address)
    {
        ref readonly var block = ref machine.Pool.TryFind(address, out var isLive);
        if (isLive && block.Owner is not null)
        {
            MemoryContracts.Verify(machine, block);
        }
    }

    /// <summary>MmBuildMdlForNonPagedPool.</summary>
    public void BuildForNonPagedPool(ulong address)
    {
        var mdl = new Mdl(machine, address);
        CheckNoStack(mdl);
        var start = mdl.StartVa.Address;
        for (var i = 0; i < machine.PageCountOf(mdl); i++)
        {
            var at = start + ((ulong)i << machine.Pages.Shift);
            if (!machine.Memory.IsValid(at))
            {
                throw machine.BugCheck(
                    Stops.MemoryManagement.NotResident(address, at), "MmBuildMdlForNonPagedPool met memory that is not there.");
            }

            var page = machine.Pages.PageOf(at);
            if (machine.Pages.Kinds[page] == PageKind.Paged)
            {
                ReportPageable(mdl, at);
            }

            mdl.SetPfn(i, machine.PhysicalAddresses.NumberOf(machine.Pages.FrameOf(page)));
        }

        mdl.Process = default;
        mdl.MappedSystemVa = new Pointer(machine, mdl.VirtualAddress);
        mdl.Change(0, MDL_FLAGS.MDL_SOURCE_IS_NONPAGED_POOL);
    }

    /// <summary>IoBuildPartialMdl: <paramref name="target"/> describes a part of the buffer of a locked or nonpaged source.</summary>
    public void BuildPartial(ulong source, ulong target, ulong address, ulong length)
    {
        var whole = new Mdl(machine, source);
        var part = new Mdl(machine, target);
        var offset = address - whole.VirtualAddress;
        if (length == 0)
        {
            length = whole.ByteCount - offset;
        }

        CheckSource(whole, address, offset, length);

        var pages = machine.SpanPages(address, length);
        var room = part.Has(MDL_FLAGS.MDL_ALLOCATED_FIXED_SIZE) ? FixedSizePages : (part.Size - Mdl.Bytes) / 8;
        if (pages > room)
        {
            throw machine.BugCheck(
                Stops.TargetMdlTooSmall(), $"The partial MDL has room for {Counted.Of(room, "page")} and needs {pages}.");
        }

        var kept = part.MdlFlags & (MDL_FLAGS.MDL_ALLOCATED_FIXED_SIZE | MDL_FLAGS.MDL_ALLOCATED_MUST_SUCCEED);
        const MDL_FLAGS inherited = MDL_FLAGS.MDL_SOURCE_IS_NONPAGED_POOL | MDL_FLAGS.MDL_MAPPED_TO_SYSTEM_VA
            | MDL_FLAGS.MDL_IO_PAGE_READ | MDL_FLAGS.MDL_IO_SPACE;
        var flags = kept | MDL_FLAGS.MDL_PARTIAL | (whole.MdlFlags & inherited);
        if (whole.Has(MDL_FLAGS.MDL_MAPPED_TO_SYSTEM_VA))
        {
            flags |= MDL_FLAGS.MDL_PARENT_MAPPED_SYSTEM_VA;
        }

        part.MdlFlags = flags;
        part.Process = whole.Process;
        part.StartVa = new Pointer(machine, machine.PageStart(address));
        part.ByteOffset = machine.OffsetInPage(address);
        part.ByteCount = (uint)length;
        part.MappedSystemVa = whole.MappedSystemVa + (long)offset;
        var first = (int)((machine.PageStart(address) - whole.StartVa.Address) >> machine.Pages.Shift);
        for (var i = 0; i < pages; i++)
        {
            part.SetPfn(i, whole.GetPfn(first + i));
        }
    }

    // Its page: a stack's pages can be traded for others unless they are probed and locked.
    private void CheckNoStack(Mdl mdl)
    {
        if (machine.Scheduler.Current.Stack.Contains(mdl.VirtualAddress))
        {
            machine.Note(new RuleBreach(
                "MDL of a stack built as nonpaged pool",
                $"MmBuildMdlForNonPagedPool was called for a buffer at 0x{mdl.VirtualAddress:X}, which is on a stack: use MmProbeAndLockPages."));
        }
    }

    private void CheckSource(Mdl whole, ulong address, ulong offset, ulong length)
    {
        const MDL_FLAGS described = MDL_FLAGS.MDL_PAGES_LOCKED | MDL_FLAGS.MDL_SOURCE_IS_NONPAGED_POOL | MDL_FLAGS.MDL_PARTIAL
            | MDL_FLAGS.MDL_IO_SPACE;
        var why = offset > whole.ByteCount || length > whole.ByteCount - offset
            ? $"for {Counted.Of(length, "byte")} at 0x{address:X}, which are not all of the {Counted.Of(whole.ByteCount, "byte")} at 0x{whole.VirtualAddress:X} that the source describes"
            : !whole.Has(described) ? "with a source whose pages are not locked" : null;
        if (why is not null)
        {
            machine.Note(new RuleBreach("source of a partial MDL", $"IoBuildPartialMdl was called {why}."));
        }
    }

    // The sub-code for pageable memory that is no pool came with Windows 8 (our choice: the pages of the code name no version).
    private void ReportPageable(Mdl mdl, ulong at)
    {
        var isPool = RegionLayout.PagedPool.Contains(at) || RegionLayout.SpecialPool.Contains(at);
        if (isPool || machine.Profile.Version < WindowsVersion.Windows8)
        {
            machine.Break(
                Stops.DriverVerifier.BuiltOnPagedPool(machine.Irql, mdl.Pointer, (ulong)mdl.MdlFlags),
                "MmBuildMdlForNonPagedPool was called on pageable memory.");
            return;
        }

        machine.Break(
            Stops.DriverVerifier.BuiltOnPageable(machine.Irql, mdl.Pointer, at),
            "MmBuildMdlForNonPagedPool made an MDL of pageable memory that is not locked: use MmProbeAndLockPages.");
    }

    private void Chain(Mdl mdl, ulong irp, bool secondary)
    {
        if (!secondary)
        {
            _ = new Irp(machine, irp) { MdlAddress = mdl };
            return;
        }

        var last = new Irp(machine, irp).MdlAddress;
        while (!last.Next.IsNull)
        {
            last = last.Next;
        }

        last.Next = mdl;
    }
}
