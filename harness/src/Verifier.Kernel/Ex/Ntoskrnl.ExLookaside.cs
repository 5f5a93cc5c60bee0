namespace Verifier.Kernel;

/// <content>Lookaside lists (facts/pool-and-memory-api.md §3).</content>
public abstract partial class Ntoskrnl
{
    /// <summary>
    /// Initialises a lookaside list of nonpaged entries of a size in bytes; allocates nothing. Null routines mean ExAllocatePoolWithTag
    /// and ExFreePool. Flags (Windows 8 and later): POOL_RAISE_IF_ALLOCATION_FAILURE, POOL_NX_ALLOCATION. Depth must be 0.
    /// IRQL: up to DISPATCH_LEVEL. Not deleting the list before unload is a serious error.
    /// </summary>
    public void ExInitializeNPagedLookasideList(
        Pointer lookaside, ALLOCATE_FUNCTION? allocate, FREE_FUNCTION? free, POOL_TYPE flags, ulong size, PoolTag tag, ushort depth = 0) =>
        Call(
            ExLookasideDdis.ExInitializeNPagedLookasideList,
            lookaside,
            AddressOf(allocate, Adapt),
            AddressOf(free, Adapt),
            (ulong)flags,
            size,
            tag.Value,
            depth);

    /// <summary>The same with entries of paged pool. IRQL: up to APC_LEVEL; the list itself must be in nonpaged memory.</summary>
    public void ExInitializePagedLookasideList(
        Pointer lookaside, ALLOCATE_FUNCTION? allocate, FREE_FUNCTION? free, POOL_TYPE flags, ulong size, PoolTag tag, ushort depth = 0) =>
        Call(
            ExLookasideDdis.ExInitializePagedLookasideList,
            lookaside,
            AddressOf(allocate, Adapt),
            AddressOf(free, Adapt),
            (ulong)flags,
            size,
            tag.Value,
            depth);

    /// <summary>
    /// Initialises a lookaside list of entries of any pool type (Vista and later). Returns STATUS_INVALID_PARAMETER_4 for a bad type and
    /// STATUS_INVALID_PARAMETER_5 for bad flags. IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    public NTSTATUS ExInitializeLookasideListEx(
        Pointer lookaside,
        ALLOCATE_FUNCTION_EX? allocate,
        FREE_FUNCTION_EX? free,
        POOL_TYPE poolType,
        uint flags,
        ulong size,
        PoolTag tag,
        ushort depth = 0) =>
        CallForStatus(
            ExLookasideDdis.ExInitializeLookasideListEx,
            lookaside,
            AddressOf(allocate, Adapt),
            AddressOf(free, Adapt),
            (ulong)poolType,
            flags,
            size,
            tag.Value,
            depth);

    /// <summary>Frees a list's cached entries. Entries that the driver holds are not its business. IRQL: up to DISPATCH_LEVEL.</summary>
    public void ExDeleteNPagedLookasideList(Pointer lookaside) => Call(ExLookasideDdis.ExDeleteNPagedLookasideList, lookaside);

    /// <summary>The same for a list of paged entries. IRQL: up to APC_LEVEL.</summary>
    public void ExDeletePagedLookasideList(Pointer lookaside) => Call(ExLookasideDdis.ExDeletePagedLookasideList, lookaside);

    /// <summary>The same for a LOOKASIDE_LIST_EX. IRQL: up to DISPATCH_LEVEL, with paged entries up to APC_LEVEL.</summary>
    public void ExDeleteLookasideListEx(Pointer lookaside) => Call(ExLookasideDdis.ExDeleteLookasideListEx, lookaside);

    /// <summary>
    /// Takes an entry: a cached one, with whatever it held, or a new one from the list's allocate routine; NULL (or an exception, by the
    /// list's flags) when that one fails. IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    public Pointer ExAllocateFromNPagedLookasideList(Pointer lookaside) => AllocateFromLookaside(lookaside);

    /// <summary>The same for a list of paged entries. IRQL: up to APC_LEVEL.</summary>
    public Pointer ExAllocateFromPagedLookasideList(Pointer lookaside) => AllocateFromLookaside(lookaside);

    /// <summary>The same for a LOOKASIDE_LIST_EX.</summary>
    public Pointer ExAllocateFromLookasideListEx(Pointer lookaside) => AllocateFromLookaside(lookaside);

    /// <summary>Gives an entry back: it is cached, or freed when the list is full. IRQL: up to DISPATCH_LEVEL.</summary>
    public void ExFreeToNPagedLookasideList(Pointer lookaside, Pointer entry) => FreeToLookaside(lookaside, entry);

    /// <summary>The same for a list of paged entries. IRQL: up to APC_LEVEL.</summary>
    public void ExFreeToPagedLookasideList(Pointer lookaside, Pointer entry) => FreeToLookaside(lookaside, entry);

    /// <summary>The same for a LOOKASIDE_LIST_EX.</summary>
    public void ExFreeToLookasideListEx(Pointer lookaside, Pointer entry) => FreeToLookaside(lookaside, entry);

    private RoutineCode Adapt(ALLOCATE_FUNCTION routine) => (a0, a1, a2, _) => routine((POOL_TYPE)a0, a1, new PoolTag((uint)a2));

    private RoutineCode Adapt(FREE_FUNCTION routine) => (a0, _, _, _) =>
    {
        routine(At(a0));
        return 0;
    };

    private RoutineCode Adapt(ALLOCATE_FUNCTION_EX routine) =>
        (a0, a1, a2, a3) => routine((POOL_TYPE)a0, a1, new PoolTag((uint)a2), At(a3));

    private RoutineCode Adapt(FREE_FUNCTION_EX routine) => (a0, a1, _, _) =>
    {
        routine(At(a0), At(a1));
        return 0;
    };

    // The macro: the list is popped through an import, and a miss goes through the pointer in the list. The pointer that the kernel put
    // there leads to the pool routine, which a verified driver reaches through its own import table.
    private Pointer AllocateFromLookaside(Pointer list)
    {
        Machine.Lookasides.RequireInUse(list);
        Machine.Lookasides.ScanIfDue();
        ExLookasideDdis.Count(Machine, list + LookasideList.TotalAllocates);
        var entry = Call(ExSyncListDdis.ExpInterlockedPopEntrySList, list + LookasideList.ListHead);
        if (entry != 0)
        {
            ExLookasideDdis.LeaveUninitialised(Machine, list, entry, Image);
            return At(entry);
        }

        ExLookasideDdis.Count(Machine, list + LookasideList.AllocateMisses);
        var allocate = list.Read<ulong>(LookasideList.Allocate);
        var (type, size) = (list.Read<uint>(LookasideList.Type), list.Read<uint>(LookasideList.Size));
        var tag = list.Read<uint>(LookasideList.Tag);
        if (allocate == Machine.Lookasides.DefaultAllocate)
        {
            return CallForPointer(ExPoolDdis.ExAllocatePoolWithTag, type, size, tag);
        }

        var made = Machine.Executor.Invoke(RoutineKind.LookasideList, allocate, type, size, tag, list);
        LookasideEntries.VerifyMade(Machine, list, made);
        return At(made);
    }

    private void FreeToLookaside(Pointer list, Pointer entry)
    {
        Machine.Lookasides.RequireInUse(list);
        Machine.Lookasides.ScanIfDue();
        LookasideEntries.Verify(Machine, list, entry);
        ExLookasideDdis.Count(Machine, list + LookasideList.TotalFrees);
        if (!ExLookasideDdis.IsFull(Machine, list))
        {
            Call(ExSyncListDdis.ExpInterlockedPushEntrySList, list + LookasideList.ListHead, entry);
            return;
        }

        ExLookasideDdis.Count(Machine, list + LookasideList.FreeMisses);
        var free = list.Read<ulong>(LookasideList.Free);
        if (free == Machine.Lookasides.DefaultFree)
        {
            Call(ExPoolDdis.ExFreePool, entry);
        }
        else
        {
            Machine.Executor.Invoke(RoutineKind.LookasideList, free, entry, list);
        }
    }
}
