namespace Verifier.Kernel;

/// <summary>
/// Mapping addresses reserved ahead: the forward-progress way, since mapping there takes nothing that could run short
/// (facts/pool-and-memory-api.md §4; misuse is 0xDA with the sub-codes of facts/bugchecks.md §7).
/// </summary>
internal sealed class ReservedMappings(Machine machine)
{
    private const ulong NoPages = 0x100;
    private const ulong NotOwnerAtFree = 0x101;
    private const ulong EmptyAtFree = 0x102;
    private const ulong StillMapped = 0x103;
    private const ulong NotOwnerAtMap = 0x104;
    private const ulong InvalidRange = 0x105;
    private const ulong MappedTwice = 0x107;
    private const ulong NotOwnerAtUnmap = 0x108;
    private const ulong EmptyAtUnmap = 0x109;
    private const ulong MoreThanReserved = 0x10A;
    private const ulong NotMapped = 0x10B;
    private const ulong NotAll = 0x10C;

    // The system keeps the tag where a valid page table entry would have its lowest bit.
    private const uint SignificantBits = ~1u;

    /// <summary>MmAllocateMappingAddress: 0 when PTEs are short.</summary>
    public ulong Allocate(ulong bytes, PoolTag tag)
    {
        if (bytes == 0)
        {
            throw machine.Mappings.Misuse(
                NoPages, 0, tag.Value, machine.CurrentRoutine, "MmAllocateMappingAddress was asked for no pages.");
        }

        var pages = machine.PagesFor(bytes);
        if (pages > machine.Ptes.Limit || !machine.Ptes.TryReserve((int)pages, MM_PAGE_PRIORITY.HighPagePriority, out var first))
        {
            return 0;
        }

        var at = machine.Pages.AddressOf(first);
        machine.Mappings.Put(new SystemMapping(first, (int)pages, MappingKind.Reserved, 0, machine.Caller, tag) { At = at });
        machine.Resources.Acquired(ResourceKind.Mapping, at, bytes, tag);
        return at;
    }

    /// <summary>MmMapLockedPagesWithReservedMapping: 0 when the MDL has more pages than the reservation.</summary>
    public ulong Map(ulong at, PoolTag tag, ulong address)
    {
        var mdl = new Mdl(machine, address);
        machine.Mappings.CheckMappable(mdl, "MmMapLockedPagesWithReservedMapping");
        var mapping = Owned(at, tag, InvalidRange, NotOwnerAtMap);
        var count = machine.PageCountOf(mdl);
        if (count > mapping.Pages)
        {
            return 0;
        }

        if (mapping.Mapped > 0)
        {
            throw machine.Mappings.Misuse(
                MappedTwice, mapping.At, mapping.At, LastAddress(mapping, count), "A reserved mapping address was mapped twice.");
        }

        machine.Mappings.CheckPages(mdl);
        machine.Mappings.MapFrames(mdl, mapping.FirstPage, count, readOnly: false);
        machine.Mappings.Put(mapping with { Mapped = count });

        // As its page says: what the routine returns has the byte offset, the field of the MDL has not.
        mdl.MappedSystemVa = new Pointer(machine, mapping.At);
        mdl.Change(0, MDL_FLAGS.MDL_MAPPED_TO_SYSTEM_VA);
        return mapping.At + mdl.ByteOffset;
    }

    /// <summary>MmUnmapReservedMapping.</summary>
    public void Unmap(ulong at, PoolTag tag, ulong address)
    {
        var mdl = new Mdl(machine, address);
        var mapping = Owned(machine.PageStart(at), tag, EmptyAtUnmap, NotOwnerAtUnmap);
        var count = machine.PageCountOf(mdl);
        if (count > mapping.Pages)
        {
            throw machine.Mappings.Misuse(
                MoreThanReserved, mapping.At, (ulong)mapping.Pages, (ulong)count,
                $"{Counted.Of(count, "page")} of a reserved mapping address of {Counted.Of(mapping.Pages, "page")} were unmapped.");
        }

        if (count > mapping.Mapped)
        {
            throw machine.Mappings.Misuse(
                NotMapped, mapping.At, tag.Value, (ulong)count, "A reserved mapping address was unmapped that is not mapped, or not as far.");
        }

        if (count < mapping.Mapped)
        {
            throw machine.Mappings.Misuse(
                NotAll, mapping.At, tag.Value, (ulong)count,
                $"The MDL is not the one that was mapped: it has {Counted.Of(count, "page")} of the {mapping.Mapped} that are mapped.");
        }

        machine.Mappings.NoteGone(mapping);
        machine.Pages.Set(mapping.FirstPage, mapping.Mapped, PageKind.NotPresent);
        machine.Mappings.Put(mapping with { Mapped = 0 });
        mdl.Change(MDL_FLAGS.MDL_MAPPED_TO_SYSTEM_VA, 0);
    }

    /// <summary>MmFreeMappingAddress.</summary>
    public void Free(ulong at, PoolTag tag)
    {
        var mapping = Owned(at, tag, EmptyAtFree, NotOwnerAtFree);
        if (mapping.Mapped > 0)
        {
            throw machine.Mappings.Misuse(
                StillMapped, mapping.At, tag.Value, (ulong)mapping.Pages, "A reserved mapping address was freed while it is mapped.");
        }

        machine.Mappings.Remove(mapping);
        machine.Resources.Released(ResourceKind.Mapping, mapping.At);
    }

    private ulong LastAddress(SystemMapping mapping, int count) =>
        mapping.At + ((ulong)Math.Max(0, count - 1) << machine.Pages.Shift);

    private SystemMapping Owned(ulong at, PoolTag tag, ulong none, ulong notOwner)
    {
        if (machine.Mappings.Find(at) is not { Kind: MappingKind.Reserved } mapping)
        {
            var allocated = AllocatedMemory.Find(machine, at);
            throw machine.Mappings.Misuse(
                none, at, tag.Value, 0, $"The address is not one that MmAllocateMappingAddress gave{AllocatedMemory.Words(allocated)}.",
                AllocatedMemory.About(allocated));
        }

        return (mapping.Tag.Value & SignificantBits) == (tag.Value & SignificantBits)
            ? mapping
            : throw machine.Mappings.Misuse(
                notOwner, at, tag.Value, mapping.Tag.Value, $"The address was reserved with the tag {mapping.Tag}, not {tag}.");
    }
}
