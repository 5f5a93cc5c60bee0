namespace Verifier.Kernel;

/// <content>Macros and inline functions of the headers: lookaside lists (harness/docs/facts/memory.md#lookaside-lists).</content>
public abstract partial class Ntoskrnl
{
    /// <summary>
    /// Takes an entry: a cached one, with its old contents, or a new one from the list's allocate routine; NULL (or an exception, by the
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

    // The macro: the list is popped through an import, and a miss goes through the pointer in the list. The pointer that the kernel put
    // there leads to the pool routine, which a verified driver reaches through its own import table.
    private Pointer AllocateFromLookaside(Pointer list)
    {
        Machine.Lookasides.RequireInUse(list);
        Machine.Lookasides.ScanIfDue();
        ExLookasideDdis.Count(Machine, list + LookasideList.TotalAllocates);
        var entry = ExpInterlockedPopEntrySList(list + LookasideList.ListHead);
        if (!entry.IsNull)
        {
            ExLookasideDdis.LeaveUninitialised(Machine, list, entry, Image);
            return entry;
        }

        ExLookasideDdis.Count(Machine, list + LookasideList.AllocateMisses);
        var allocate = list.Read<ulong>(LookasideList.Allocate);
        var (type, size) = ((POOL_TYPE)list.Read<uint>(LookasideList.Type), list.Read<uint>(LookasideList.Size));
        var tag = new PoolTag(list.Read<uint>(LookasideList.Tag));
        if (allocate == Machine.Lookasides.DefaultAllocate)
        {
            return ExAllocatePoolWithTag(type, size, tag);
        }

        var made = Machine.Executor.Invoke(RoutineKind.LookasideList, allocate, (ulong)type, size, tag.Value, list);
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
            ExpInterlockedPushEntrySList(list + LookasideList.ListHead, entry);
            return;
        }

        ExLookasideDdis.Count(Machine, list + LookasideList.FreeMisses);
        var free = list.Read<ulong>(LookasideList.Free);
        if (free == Machine.Lookasides.DefaultFree)
        {
            ExFreePool(entry);
        }
        else
        {
            Machine.Executor.Invoke(RoutineKind.LookasideList, free, entry, list);
        }
    }
}
