namespace Verifier.Kernel;

/// <summary>System mappings of MDLs: other addresses for the same pages (harness/docs/facts/memory.md#mdls-and-mappings).</summary>
internal sealed class SystemMappings(Machine machine)
{
    private const string NotLockedMemory = "An MDL was mapped that has a page which is not locked memory.";
    private const MDL_FLAGS Mapped = MDL_FLAGS.MDL_MAPPED_TO_SYSTEM_VA | MDL_FLAGS.MDL_SOURCE_IS_NONPAGED_POOL;
    private const MDL_FLAGS Locked = MDL_FLAGS.MDL_PAGES_LOCKED | MDL_FLAGS.MDL_PARTIAL | MDL_FLAGS.MDL_IO_SPACE;

    private readonly Dictionary<int, SystemMapping> _mappings = [];

    /// <summary>
    /// Maps an MDL into system space and notes that in the MDL. 0 when PTEs are short, unless the caller does not take that for an answer.
    /// </summary>
    public ulong Map(ulong address, bool bugCheckOnFailure, MM_PAGE_PRIORITY priority)
    {
        var mdl = new Mdl(machine, address);
        CheckPages(mdl);
        var count = machine.PageCountOf(mdl);
        if (count == 0)
        {
            throw NothingToMap(bugCheckOnFailure);
        }

        if (!machine.Ptes.TryReserve(count, priority, out var first))
        {
            if (bugCheckOnFailure && !mdl.Has(MDL_FLAGS.MDL_MAPPING_CAN_FAIL))
            {
                throw machine.Ptes.Exhausted(count);
            }

            return 0;
        }

        var at = machine.Pages.AddressOf(first) + mdl.ByteOffset;
        _mappings.Add(first, new SystemMapping(first, count, MappingKind.Mdl, FrameAt(mdl, 0), machine.Caller, default, count)
        {
            At = at,
            Mdl = address,
            StartVa = mdl.StartVa,
        });
        MapFrames(mdl, first, count, IsReadOnly(priority));
        mdl.MappedSystemVa = new Pointer(machine, at);
        var partial = mdl.Has(MDL_FLAGS.MDL_PARTIAL) ? MDL_FLAGS.MDL_PARTIAL_HAS_BEEN_MAPPED : 0;
        mdl.Change(0, MDL_FLAGS.MDL_MAPPED_TO_SYSTEM_VA | partial);
        machine.Resources.Acquired(ResourceKind.Mapping, at, mdl.ByteCount);
        return at;
    }

    /// <summary>MdlMappingNoWrite, which came with Windows 8.</summary>
    public bool IsReadOnly(MM_PAGE_PRIORITY priority) =>
        (priority & MM_PAGE_PRIORITY.MdlMappingNoWrite) != 0 && machine.Profile.Version >= WindowsVersion.Windows8;

    /// <summary>Takes a system mapping of an MDL away; the address may be any within the first page.</summary>
    public void Unmap(ulong at, ulong address)
    {
        var mdl = new Mdl(machine, address);
        var count = machine.PageCountOf(mdl);
        if (Find(at) is not { Kind: MappingKind.Mdl } mapping)
        {
            throw NotMapped(at, address, count);
        }

        if (count != mapping.Pages)
        {
            throw machine.BugCheck(
                Stops.SystemPtes.WrongNumber(mapping.At, (ulong)mapping.Pages, (ulong)count),
                $"{Counted.Of(mapping.Pages, "page")} {(mapping.Pages == 1 ? "was" : "were")} mapped and {count} {(count == 1 ? "is" : "are")} released.");
        }

        if (FrameAt(mdl, 0) != mapping.FirstFrame)
        {
            throw machine.BugCheck(
                Stops.SystemPtes.ChangedPages(mapping.At, machine.PhysicalAddresses.NumberOf(mapping.FirstFrame), mdl.GetPfn(0)),
                "The page frame numbers of the MDL are not those that were mapped.");
        }

        if (mapping.Mdl == address && mapping.StartVa != mdl.StartVa)
        {
            throw machine.BugCheck(
                Stops.SystemPtes.ChangedStart(mapping.At, mapping.StartVa, mdl.StartVa),
                "The start address of the MDL is not that which was mapped.");
        }

        Remove(mapping);
        mdl.Change(MDL_FLAGS.MDL_MAPPED_TO_SYSTEM_VA | MDL_FLAGS.MDL_PARTIAL_HAS_BEEN_MAPPED, 0);
        machine.Resources.Released(ResourceKind.Mapping, mapping.At);
    }

    /// <summary>MmProtectMdlSystemAddress: STATUS_NOT_MAPPED_VIEW without a mapping, STATUS_INVALID_PAGE_PROTECTION for what is none.</summary>
    public NTSTATUS Protect(Mdl mdl, PAGE_PROTECTION protection)
    {
        const PAGE_PROTECTION execute =
            PAGE_PROTECTION.PAGE_EXECUTE | PAGE_PROTECTION.PAGE_EXECUTE_READ | PAGE_PROTECTION.PAGE_EXECUTE_READWRITE;
        if ((protection & execute) != 0)
        {
            CodeIntegrity.Report(
                machine,
                Stops.DriverVerifier.ExecutableProtection(machine.CurrentRoutine, (ulong)protection),
                $"MmProtectMdlSystemAddress was called with {protection}.");
        }

        if (!mdl.Has(MDL_FLAGS.MDL_MAPPED_TO_SYSTEM_VA)
            || Find(mdl.MappedSystemVa) is not { Kind: MappingKind.Mdl or MappingKind.Reserved, Mapped: > 0 } mapping)
        {
            return NTSTATUS.STATUS_NOT_MAPPED_VIEW;
        }

        switch (protection)
        {
            case PAGE_PROTECTION.PAGE_READWRITE or PAGE_PROTECTION.PAGE_EXECUTE_READWRITE:
                MapFrames(mdl, mapping.FirstPage, mapping.Mapped, readOnly: false);
                return NTSTATUS.STATUS_SUCCESS;
            case PAGE_PROTECTION.PAGE_READONLY or PAGE_PROTECTION.PAGE_EXECUTE or PAGE_PROTECTION.PAGE_EXECUTE_READ:
                MapFrames(mdl, mapping.FirstPage, mapping.Mapped, readOnly: true);
                return NTSTATUS.STATUS_SUCCESS;
            case PAGE_PROTECTION.PAGE_NOACCESS:
                machine.Pages.Set(mapping.FirstPage, mapping.Mapped, PageKind.NotPresent);
                return NTSTATUS.STATUS_SUCCESS;
            default:
                return NTSTATUS.STATUS_INVALID_PAGE_PROTECTION;
        }
    }

    /// <summary>
    /// The rules of MmMapLockedPages(SpecifyCache): locked, and in the system not mapped yet. An application may be given a mapping of what the
    /// system has one of, nonpaged pool included.
    /// </summary>
    public void CheckMappable(Mdl mdl, string routine, bool isUser = false)
    {
        if (!isUser)
        {
            machine.Forbid(mdl, Mapped, Stops.DriverVerifier.MappedAgain, routine);
        }

        if (!mdl.Has(isUser ? Locked | MDL_FLAGS.MDL_SOURCE_IS_NONPAGED_POOL : Locked))
        {
            machine.Break(
                Stops.DriverVerifier.MappedNotLocked(mdl.Pointer, (ulong)mdl.MdlFlags, (ulong)MDL_FLAGS.MDL_PAGES_LOCKED),
                $"{routine} was called with an MDL whose pages are not locked.");
        }
    }

    /// <summary>Maps the pages of an MDL at a run of pages; no bookkeeping.</summary>
    public void MapFrames(Mdl mdl, int first, int count, bool readOnly)
    {
        for (var i = 0; i < count; i++)
        {
            machine.Pages.Map(first + i, FrameAt(mdl, i), readOnly);
        }
    }

    /// <summary>Each page of an MDL must be a locked one, or a device's.</summary>
    public void CheckPages(Mdl mdl)
    {
        var isIoSpace = mdl.Has(MDL_FLAGS.MDL_IO_SPACE);
        var isNonPagedPool = mdl.Has(MDL_FLAGS.MDL_SOURCE_IS_NONPAGED_POOL);
        for (var i = 0; i < machine.PageCountOf(mdl); i++)
        {
            var number = mdl.GetPfn(i);
            var entry = mdl.Pointer.Address + Mdl.Bytes + (8UL * (ulong)i);
            var page = machine.PhysicalAddresses.PageOf(number);
            if (page < 0 || (!isIoSpace && !machine.PhysicalAddresses.IsMemory(number)))
            {
                machine.Break(Stops.DriverVerifier.MappedNoMemory(mdl.Pointer, entry, number), "The MDL has a page that is not memory.");
                throw machine.BugCheck(Stops.MemoryManagement.InvalidPage(mdl.Pointer, entry, number), NotLockedMemory);
            }

            if (!isIoSpace && !isNonPagedPool && machine.Pages.LockCount(page) == 0)
            {
                machine.Break(
                    Stops.DriverVerifier.MappedUnlockedPage(mdl.Pointer, (ulong)machine.PageCountOf(mdl), number),
                    "An MDL was mapped that has an unlocked page.");
                throw machine.BugCheck(Stops.MemoryManagement.UnlockedPage(mdl.Pointer, entry, number), NotLockedMemory);
            }
        }
    }

    /// <summary>The mapping that begins in the page of an address.</summary>
    public SystemMapping? Find(ulong at) =>
        RegionLayout.SystemPtes.Contains(at) ? _mappings.GetValueOrDefault(machine.Pages.PageOf(at)) : null;

    /// <summary>Notes a mapping of another kind, or a change of one.</summary>
    public void Put(SystemMapping mapping) => _mappings[mapping.FirstPage] = mapping;

    /// <summary>Forgets a mapping and frees its PTEs.</summary>
    public void Remove(SystemMapping mapping)
    {
        NoteGone(mapping);
        _mappings.Remove(mapping.FirstPage);
        machine.Ptes.Release(mapping.FirstPage, mapping.Pages);
    }

    /// <summary>The addresses of a mapping are about to go.</summary>
    public void NoteGone(SystemMapping mapping) => machine.Lifetimes.PagesFreed(
        machine.Pages.AddressOf(mapping.FirstPage), (ulong)mapping.Pages << machine.Pages.Shift, mapping.Kind == MappingKind.NonCached ? "The memory" : "The mapping");

    /// <summary>The number of PTEs of each owner in words, the largest first.</summary>
    public string DescribeOwners()
    {
        var owners = _mappings.Values
            .GroupBy(m => m.Owner?.Name ?? "the kernel", StringComparer.Ordinal)
            .Select(g => (Name: g.Key, Pages: g.Sum(m => m.Pages)))
            .OrderByDescending(o => o.Pages)
            .ThenBy(o => o.Name, StringComparer.Ordinal)
            .Select(o => $"{o.Name} has {o.Pages}");
        var text = string.Join(", ", owners);
        return text.Length == 0 ? "Nobody has any." : $"{text}.";
    }

    public void Reset() => _mappings.Clear();

    // Windows 2000 has a sub-code of its own for it.
    private Exception NothingToMap(bool bugCheckOnFailure)
    {
        const string text = "An MDL of no bytes was mapped.";
        return machine.Profile.Version == WindowsVersion.Windows2000
            ? machine.BugCheck(Stops.SystemPtes.NothingOnWindows2000(bugCheckOnFailure ? 1UL : 0, 0, 0), text)
            : machine.BugCheck(Stops.SystemPtes.Nothing(0, default, machine.CurrentRoutine), text);
    }

    // The MDL is mapped elsewhere, or not at all.
    private Exception NotMapped(ulong at, ulong address, int count)
    {
        var own = _mappings.Values.Where(m => m.Kind == MappingKind.Mdl && m.Mdl == address).MinBy(m => m.FirstPage);
        if (own is not null)
        {
            return machine.BugCheck(
                Stops.SystemPtes.WrongAddress(own.At, own.At, at),
                $"The MDL is mapped at 0x{own.At:X}, and a mapping at 0x{at:X} is released.");
        }

        var text = Find(at) is { Kind: MappingKind.Reserved }
            ? "A reserved mapping address was released with the MDL that is mapped there; MmUnmapReservedMapping takes it away."
            : "A mapping was released at an address where none is.";
        return machine.BugCheck(Stops.SystemPtes.NeverMapped(address, at, (ulong)count), text);
    }

    private uint FrameAt(Mdl mdl, int index) => (uint)machine.PhysicalAddresses.PageOf(mdl.GetPfn(index));
}
