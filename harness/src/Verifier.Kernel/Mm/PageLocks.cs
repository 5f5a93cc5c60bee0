namespace Verifier.Kernel;

/// <summary>
/// MmProbeAndLockPages and MmUnlockPages. A locked page stays in memory; locking a page of the application takes a physical page from
/// the system, so that it can fail for lack of them.
/// </summary>
internal sealed class PageLocks(Machine machine)
{
    private const string LockPages = "MmProbeAndLockPages";
    private const string LockOfProcess = "MmProbeAndLockProcessPages";
    private const string LockSelected = "MmProbeAndLockSelectedPages";
    private const string Release = "MmUnlockPages";


    private const MDL_FLAGS WrongToLock = MDL_FLAGS.MDL_MAPPED_TO_SYSTEM_VA | MDL_FLAGS.MDL_PAGES_LOCKED
        | MDL_FLAGS.MDL_SOURCE_IS_NONPAGED_POOL | MDL_FLAGS.MDL_PARTIAL | MDL_FLAGS.MDL_IO_SPACE;

    /// <summary>The rules of MmProbeAndLockPages: the IRQL, and an MDL that is nothing but initialised.</summary>
    public void CheckLockable(Mdl mdl, KPROCESSOR_MODE mode)
    {
        machine.RequireIrql(KIRQL.DISPATCH_LEVEL, Stops.DriverVerifier.LockIrql(machine.Irql, mdl.Pointer, (ulong)mode), LockPages);
        machine.Forbid(mdl, WrongToLock, Stops.DriverVerifier.LockedWrongMdl, LockPages);
    }

    /// <summary>The same rules with the sub-codes of MmProbeAndLockProcessPages.</summary>
    public void CheckProcessLockable(Mdl mdl, ulong process)
    {
        machine.RequireIrql(KIRQL.DISPATCH_LEVEL, Stops.DriverVerifier.ProcessLockIrql(machine.Irql, mdl.Pointer, process), LockOfProcess);
        machine.Forbid(mdl, WrongToLock, Stops.DriverVerifier.ProcessLockedWrongMdl, LockOfProcess);
    }

    /// <summary>Locks the buffer of an MDL and fills in its page frame numbers.</summary>
    /// <exception cref="KernelException">STATUS_ACCESS_VIOLATION for a bad buffer, STATUS_INSUFFICIENT_RESOURCES without pages.</exception>
    public void ProbeAndLock(ulong address, KPROCESSOR_MODE mode, LOCK_OPERATION operation)
    {
        var mdl = new Mdl(machine, address);
        CheckLockable(mdl, mode);
        Lock(mdl, mode, AccessOf(operation));
    }

    /// <summary>The same for the buffer of a process; there is one application, so it is always the current one's.</summary>
    /// <exception cref="KernelException">As for ProbeAndLock.</exception>
    public void ProbeAndLockOfProcess(ulong address, ulong process, KPROCESSOR_MODE mode, LOCK_OPERATION operation)
    {
        var mdl = new Mdl(machine, address);
        CheckProcessLockable(mdl, process);
        Lock(mdl, mode, AccessOf(operation));
    }

    /// <summary>The same rules with the sub-code of MmProbeAndLockSelectedPages, whose page allows it up to APC_LEVEL.</summary>
    public void CheckSelectedLockable(Mdl mdl)
    {
        machine.RequireIrql(
            KIRQL.DISPATCH_LEVEL, Stops.DriverVerifier.SelectedLockIrql(machine.Irql, mdl.Pointer, machine.CurrentProcess), LockSelected);
        if (machine.Irql > KIRQL.APC_LEVEL)
        {
            machine.Break(
                Stops.DriverVerifier.IrqlMmApcLte(0, 0), $"{LockSelected} was called at {machine.Irql}; it may be called up to APC_LEVEL.");
        }

        machine.Forbid(mdl, WrongToLock, Stops.DriverVerifier.LockedWrongMdl, LockSelected);
    }

    /// <summary>Locks the pages of an array of FILE_SEGMENT_ELEMENTs, one address of a page each, as the buffer of an MDL.</summary>
    /// <exception cref="KernelException">As for ProbeAndLock.</exception>
    public void ProbeAndLockSelected(ulong address, ulong segments, KPROCESSOR_MODE mode, LOCK_OPERATION operation)
    {
        var mdl = new Mdl(machine, address);
        CheckSelectedLockable(mdl);
        Lock(mdl, mode, AccessOf(operation), segments);
    }

    /// <summary>Unlocks the buffer of an MDL, and drops its system mapping.</summary>
    public void Unlock(ulong address)
    {
        var mdl = new Mdl(machine, address);
        machine.RequireIrql(KIRQL.DISPATCH_LEVEL, Stops.DriverVerifier.UnlockIrql(machine.Irql, address), Release);
        var flags = mdl.MdlFlags;
        if ((flags & MDL_FLAGS.MDL_SOURCE_IS_NONPAGED_POOL) != 0)
        {
            machine.Break(
                Stops.DriverVerifier.UnlockedNonPagedPool(address, (ulong)flags),
                "MmUnlockPages was called with an MDL that MmBuildMdlForNonPagedPool built.");
        }

        if ((flags & MDL_FLAGS.MDL_PARTIAL) != 0)
        {
            machine.Break(
                Stops.DriverVerifier.UnlockedPartial(address, (ulong)flags, (ulong)MDL_FLAGS.MDL_PARTIAL),
                "MmUnlockPages was called with a partial MDL.");
        }

        if ((flags & MDL_FLAGS.MDL_PAGES_LOCKED) == 0)
        {
            machine.Break(
                Stops.DriverVerifier.UnlockedNotLocked(address, (ulong)flags),
                "MmUnlockPages was called with an MDL whose pages are not locked.");
        }

        NoteIfAllocated(mdl);
        if (!mdl.Process.IsNull && !machine.User.NoteUnlocked(address))
        {
            throw machine.BugCheck(Stops.LockedPages.NotLocked(address, (ulong)machine.User.LockedPages, 0));
        }

        if ((flags & MDL_FLAGS.MDL_MAPPED_TO_SYSTEM_VA) != 0 && (flags & MDL_FLAGS.MDL_PARTIAL) == 0)
        {
            machine.Mappings.Unmap(mdl.MappedSystemVa, address);
        }

        UnlockPages(mdl, machine.PageCountOf(mdl));
        mdl.Change(MDL_FLAGS.MDL_PAGES_LOCKED | MDL_FLAGS.MDL_WRITE_OPERATION | MDL_FLAGS.MDL_IO_SPACE, 0);
        machine.Resources.Released(ResourceKind.LockedPages, address);
    }

    /// <summary>Undoes one lock of a frame; one that is not locked stops the machine.</summary>
    public void UnlockFrame(int frame)
    {
        if (machine.Pages.LockCount(frame) == 0)
        {
            throw machine.BugCheck(
                Stops.PfnList.UnlockedTooOften(machine.PhysicalAddresses.NumberOf((uint)frame), 1),
                "A page was unlocked that is not locked.");
        }

        machine.Pages.Unlock(frame);
        if (IsCharged(frame))
        {
            machine.Physical.Return(1);
        }
    }

    private static MemoryAccess AccessOf(LOCK_OPERATION operation) =>
        operation == LOCK_OPERATION.IoReadAccess ? MemoryAccess.Read : MemoryAccess.Write;

    private static void RequireUserRange(KPROCESSOR_MODE mode, ulong start, ulong bytes, MemoryAccess access)
    {
        if (mode == KPROCESSOR_MODE.UserMode && !UserMemory.IsUserRange(start, bytes))
        {
            throw new AccessViolationRaised(start, access);
        }
    }

    /// <summary>Locks the MDL's own buffer, or the pages of an array of segments.</summary>
    private void Lock(Mdl mdl, KPROCESSOR_MODE mode, MemoryAccess access, ulong segments = 0)
    {
        if (segments == 0)
        {
            RequireUserRange(mode, mdl.VirtualAddress, mdl.ByteCount, access);
        }

        var (locked, isUsers) = (0, false);
        var flags = MDL_FLAGS.MDL_PAGES_LOCKED | (access == MemoryAccess.Write ? MDL_FLAGS.MDL_WRITE_OPERATION : 0);
        try
        {
            for (var pages = machine.PageCountOf(mdl); locked < pages; locked++)
            {
                var at = segments == 0 ? BufferPage(mdl, locked) : SegmentPage(segments, locked, mode, access);
                isUsers |= RegionLayout.User.Contains(at);
                flags |= LockPage(mdl, locked, at, access);
            }
        }
        catch (KernelException)
        {
            UnlockPages(mdl, locked);
            throw;
        }

        mdl.Change(0, flags);
        mdl.Process = isUsers ? new Pointer(machine, machine.User.Process) : default;
        if (isUsers)
        {
            machine.User.NoteLocked(mdl.Pointer, locked);
        }

        machine.Resources.Acquired(ResourceKind.LockedPages, mdl.Pointer, mdl.ByteCount);
    }

    private ulong BufferPage(Mdl mdl, int index) =>
        Math.Max(mdl.StartVa.Address + ((ulong)index << machine.Pages.Shift), mdl.VirtualAddress);

    private ulong SegmentPage(ulong segments, int index, KPROCESSOR_MODE mode, MemoryAccess access)
    {
        var at = machine.Memory.Read<ulong>(segments + ((ulong)index * sizeof(ulong)));
        RequireUserRange(mode, at, (ulong)machine.Pages.PageSize, access);
        return at;
    }

    private MDL_FLAGS LockPage(Mdl mdl, int index, ulong at, MemoryAccess access)
    {
        if (access == MemoryAccess.Write && IsReadOnly(at))
        {
            throw new AccessViolationRaised(at, access);
        }

        machine.Memory.Touch(at, 1, access);
        var page = machine.Pages.PageOf(at);
        if (machine.Pages.Kinds[page] == PageKind.Paged && machine.Irql >= KIRQL.DISPATCH_LEVEL)
        {
            machine.Break(Stops.DriverVerifier.IrqlMmApcLte(0, 0), $"{LockPages} was called at {machine.Irql} for pageable memory.");
        }

        var frame = (int)machine.Pages.FrameOf(page);
        var number = machine.PhysicalAddresses.NumberOf((uint)frame);
        mdl.SetPfn(index, number);
        if (machine.PhysicalAddresses.IsRegister(frame))
        {
            machine.Break(
                Stops.DriverVerifier.LockedRegisters(mdl.Pointer, number, machine.PhysicalAddresses.HighestFrameNumber),
                "MmProbeAndLockPages was called for device registers.");
            return MDL_FLAGS.MDL_IO_SPACE;
        }

        if (IsCharged(frame) && !machine.Physical.TryTake(1))
        {
            throw new KernelException(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES);
        }

        machine.Pages.Lock(frame);
        return 0;
    }

    private bool IsReadOnly(ulong at) =>
        machine.Memory.IsValid(at) && machine.Pages.Kinds[machine.Pages.PageOf(at)].IsReadOnly();

    // Pages of MmAllocatePagesForMdl are locked from the beginning, and go back with MmFreePagesFromMdl.
    private void NoteIfAllocated(Mdl mdl)
    {
        if (!mdl.Has(MDL_FLAGS.MDL_PAGES_LOCKED)
            || !mdl.StartVa.IsNull
            || machine.Resources.Find(ResourceKind.LockedPages, mdl.Pointer) is not null
            || machine.MdlPages.Allocated(mdl) is not { } pages)
        {
            return;
        }

        machine.Note(new RuleBreach(
            "pages unlocked that were never locked",
            $"MmUnlockPages was called for pages that {pages.AcquiredBy?.Name} allocated; it is for what MmProbeAndLockPages locked.")
        {
            About = Resource.OriginOf("allocated", pages) is { } origin ? [origin] : [],
        });
    }

    private void UnlockPages(Mdl mdl, int pages)
    {
        for (var i = 0; i < pages; i++)
        {
            var number = mdl.GetPfn(i);
            if (machine.PhysicalAddresses.IsMemory(number))
            {
                UnlockFrame(machine.PhysicalAddresses.PageOf(number));
            }
        }
    }

    // Pool and page allocators took their pages when they handed them out; the application's are only borrowed while they are locked.
    private bool IsCharged(int frame) => machine.Pages.LockCount(frame) == 0 && RegionLayout.User.Contains(machine.Pages.AddressOf(frame));
}
