namespace Verifier.Kernel;

/// <summary>MmMapIoSpace: addresses for a device's registers, or for memory by its physical address.</summary>
internal sealed class IoSpace(Machine machine)
{
    /// <summary>Maps a physical range; 0 when PTEs (or the machine's register pages) run short.</summary>
    public ulong Map(ulong physical, ulong bytes, bool readOnly = false)
    {
        CheckIrql(physical, bytes);
        var pages = machine.SpanPages(physical, bytes);
        if (bytes == 0 || pages > machine.Ptes.Limit)
        {
            return 0;
        }

        CheckLocked(physical, bytes, pages);
        if (!machine.Ptes.TryReserve((int)pages, MM_PAGE_PRIORITY.HighPagePriority, out var first))
        {
            return 0;
        }

        for (var i = 0; i < pages; i++)
        {
            var number = (physical >> machine.Pages.Shift) + (ulong)i;
            var frame = machine.PhysicalAddresses.IsMemory(number)
                ? machine.PhysicalAddresses.PageOf(number)
                : machine.PhysicalAddresses.RegisterPage(number);
            if (frame < 0)
            {
                machine.Ptes.Release(first, (int)pages);
                return 0;
            }

            machine.Pages.Map(first + i, (uint)frame, readOnly);
        }

        var at = machine.Pages.AddressOf(first) + machine.OffsetInPage(physical);
        machine.Mappings.Put(
            new SystemMapping(first, (int)pages, MappingKind.IoSpace, machine.Pages.FrameOf(first), machine.Caller, default, (int)pages)
            {
                At = at,
            });
        machine.Resources.Acquired(ResourceKind.Mapping, at, bytes);
        return at;
    }

    /// <summary>The IRQL rule of MmMapIoSpace.</summary>
    public void CheckIrql(ulong physical, ulong bytes) =>
        machine.RequireIrql(KIRQL.DISPATCH_LEVEL, Stops.DriverVerifier.MapIoSpaceIrql(machine.Irql, physical, bytes), "MmMapIoSpace");

    /// <summary>MmMapIoSpaceEx: 0 as well for what is not one protection with at most one way not to cache.</summary>
    public ulong MapEx(ulong physical, ulong bytes, uint protection)
    {
        const uint cachingFlags = 0x600;
        if ((protection & cachingFlags) == cachingFlags)
        {
            return 0;
        }

        return (PAGE_PROTECTION)(protection & ~cachingFlags) switch
        {
            PAGE_PROTECTION.PAGE_READWRITE or PAGE_PROTECTION.PAGE_EXECUTE_READWRITE => Map(physical, bytes),
            PAGE_PROTECTION.PAGE_READONLY or PAGE_PROTECTION.PAGE_EXECUTE or PAGE_PROTECTION.PAGE_EXECUTE_READ =>
                Map(physical, bytes, readOnly: true),
            _ => 0,
        };
    }

    /// <summary>MmUnmapIoSpace.</summary>
    public void Unmap(ulong at, ulong bytes)
    {
        // Its page allows DISPATCH_LEVEL, the verifier's table APC_LEVEL (harness/docs/facts/memory.md#where-sources-disagree): a driver
        // that reads its documentation is right.
        machine.RequireIrql(KIRQL.DISPATCH_LEVEL, Stops.DriverVerifier.UnmapIoSpaceIrql(machine.Irql, at, bytes), "MmUnmapIoSpace");
        if (machine.Mappings.Find(at) is not { Kind: MappingKind.IoSpace } mapping || machine.SpanPages(at, bytes) != mapping.Pages)
        {
            var allocated = AllocatedMemory.Find(machine, at);
            throw machine.BugCheck(
                Stops.SystemPtes.IoSpaceNotMapped(at, (ulong)machine.SpanPages(at, bytes)),
                $"MmUnmapIoSpace was called for a range that MmMapIoSpace did not map{AllocatedMemory.Words(allocated)}.",
                AllocatedMemory.About(allocated));
        }

        machine.Mappings.Remove(mapping);
        machine.Resources.Released(ResourceKind.Mapping, mapping.At);
    }

    // Memory may only be mapped by its physical address while it is locked.
    private void CheckLocked(ulong physical, ulong bytes, long pages)
    {
        for (var i = 0; i < pages; i++)
        {
            var number = (physical >> machine.Pages.Shift) + (ulong)i;
            if (machine.PhysicalAddresses.IsMemory(number) && IsPageableAndUnlocked(machine.PhysicalAddresses.PageOf(number)))
            {
                machine.Break(
                    Stops.DriverVerifier.IoSpaceNotLocked(physical, bytes, number),
                    "MmMapIoSpace was called for memory that is not locked.");
                return;
            }
        }
    }

    private bool IsPageableAndUnlocked(int page) =>
        machine.Pages.LockCount(page) == 0 && machine.Pages.Kinds[page] is PageKind.Paged or PageKind.NotPresent;
}
