namespace Verifier.Kernel;

/// <summary>
/// Mapping addresses reserved ahead: the forward-progress way, since mapping there takes nothing that could run short
/// (harness/docs/facts/memory.md#mdls-and-mappings; misuse is 0xDA with the sub-codes of
/// harness/docs/facts/bugchecks.md#mapping-sub-codes).
/// </summary>
internal sealed class ReservedMappings(Machine machine)
{
    // The system keeps the tag where a valid page table entry would have its lowest bit.
    private const uint SignificantBits = ~1u;

    /// <summary>MmAllocateMappingAddress: 0 when PTEs are short.</summary>
    public ulong Allocate(ulong bytes, PoolTag tag)
    {
        if (bytes == 0)
        {
            throw machine.BugCheck(
                Stops.SystemPtes.Nothing(0, tag, machine.CurrentRoutine), "MmAllocateMappingAddress was asked for no pages.");
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
        var mapping = Owned(at, tag, Stops.SystemPtes.MappedNotReserved, Stops.SystemPtes.MappedNotOwned);
        var count = machine.PageCountOf(mdl);
        if (count > mapping.Pages)
        {
            return 0;
        }

        if (mapping.Mapped > 0)
        {
            throw machine.BugCheck(
                Stops.SystemPtes.MappedTwice(mapping.At, mapping.At, LastAddress(mapping, count)),
                "A reserved mapping address was mapped twice.");
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
        var mapping = Owned(machine.PageStart(at), tag, Stops.SystemPtes.UnmappedNotReserved, Stops.SystemPtes.UnmappedNotOwned);
        var count = machine.PageCountOf(mdl);
        if (count > mapping.Pages)
        {
            throw machine.BugCheck(
                Stops.SystemPtes.UnmappedTooMany(mapping.At, (ulong)mapping.Pages, (ulong)count),
                $"{Counted.Of(count, "page")} of a reserved mapping address of {Counted.Of(mapping.Pages, "page")} were unmapped.");
        }

        if (count > mapping.Mapped)
        {
            throw machine.BugCheck(
                Stops.SystemPtes.UnmappedNotMapped(mapping.At, tag, (ulong)count),
                "A reserved mapping address was unmapped that is not mapped, or not as far.");
        }

        if (count < mapping.Mapped)
        {
            throw machine.BugCheck(
                Stops.SystemPtes.UnmappedPart(mapping.At, tag, (ulong)count),
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
        var mapping = Owned(at, tag, Stops.SystemPtes.FreedNotReserved, Stops.SystemPtes.FreedNotOwned);
        if (mapping.Mapped > 0)
        {
            throw machine.BugCheck(
                Stops.SystemPtes.FreedStillMapped(mapping.At, tag, (ulong)mapping.Pages),
                "A reserved mapping address was freed while it is mapped.");
        }

        machine.Mappings.Remove(mapping);
        machine.Resources.Released(ResourceKind.Mapping, mapping.At);
    }

    private ulong LastAddress(SystemMapping mapping, int count) =>
        mapping.At + ((ulong)Math.Max(0, count - 1) << machine.Pages.Shift);

    private SystemMapping Owned(
        ulong at, PoolTag tag, Func<ulong, PoolTag, BugCheck> none, Func<ulong, PoolTag, PoolTag, BugCheck> notOwner)
    {
        if (machine.Mappings.Find(at) is not { Kind: MappingKind.Reserved } mapping)
        {
            var allocated = AllocatedMemory.Find(machine, at);
            throw machine.BugCheck(
                none(at, tag), $"The address is not one that MmAllocateMappingAddress gave{AllocatedMemory.Words(allocated)}.",
                AllocatedMemory.About(allocated));
        }

        return (mapping.Tag.Value & SignificantBits) == (tag.Value & SignificantBits)
            ? mapping
            : throw machine.BugCheck(
                notOwner(at, tag, mapping.Tag), $"The address was reserved with the tag {mapping.Tag}, not {tag}.");
    }
}
