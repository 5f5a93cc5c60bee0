namespace Verifier.Kernel;

/// <summary>
/// Lookaside lists (harness/docs/facts/memory.md#lookaside-lists). Initialising cannot fail for lack of memory; taking from a list fails
/// only when it is empty and the pool fails. Taking and giving back are macros before Windows 11 22H2: what they import are the SLIST
/// primitives, and the pool routine behind the list's function pointer.
/// </summary>
internal static class ExLookasideDdis
{
    /// <summary>
    /// Initialises a lookaside list of nonpaged entries of a size in bytes; allocates nothing. Null routines mean ExAllocatePoolWithTag
    /// and ExFreePool. Flags (Windows 8 and later): POOL_RAISE_IF_ALLOCATION_FAILURE, POOL_NX_ALLOCATION. Depth must be 0.
    /// IRQL: up to DISPATCH_LEVEL. Not deleting the list before unload is a serious error.
    /// </summary>
    [Ddi(Family = DdiFamily.Lookaside)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void ExInitializeNPagedLookasideList(
        Machine machine,
        Pointer lookaside,
        [Parameter(IsOptional = true)] Routine<ALLOCATE_FUNCTION> allocate,
        [Parameter(IsOptional = true)] Routine<FREE_FUNCTION> free,
        [Parameter(Kind = ParameterKind.Value)] POOL_TYPE flags,
        [Size] ulong size,
        PoolTag tag,
        ushort depth = 0)
    {
        var type = POOL_TYPE.NonPagedPool | Allowed(machine, lookaside, flags, depth);
        machine.Lookasides.Initialize(lookaside, type, size, tag, allocate, free);
    }

    /// <summary>The same with entries of paged pool. IRQL: up to APC_LEVEL; the list itself must be in nonpaged memory.</summary>
    [Ddi(Family = DdiFamily.Lookaside)]
    [Irql(KIRQL.APC_LEVEL)]
    public static void ExInitializePagedLookasideList(
        Machine machine,
        Pointer lookaside,
        [Parameter(IsOptional = true)] Routine<ALLOCATE_FUNCTION> allocate,
        [Parameter(IsOptional = true)] Routine<FREE_FUNCTION> free,
        [Parameter(Kind = ParameterKind.Value)] POOL_TYPE flags,
        [Size] ulong size,
        PoolTag tag,
        ushort depth = 0)
    {
        var type = POOL_TYPE.PagedPool | Allowed(machine, lookaside, flags, depth);
        machine.Lookasides.Initialize(lookaside, type, size, tag, allocate, free);
    }

    /// <summary>
    /// Initialises a lookaside list of entries of any pool type (Vista and later). Returns STATUS_INVALID_PARAMETER_4 for a bad type and
    /// STATUS_INVALID_PARAMETER_5 for bad flags. IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    [Ddi(Family = DdiFamily.Lookaside, Since = WindowsVersion.Vista)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static NTSTATUS ExInitializeLookasideListEx(
        Machine machine,
        Pointer lookaside,
        [Parameter(IsOptional = true)] Routine<ALLOCATE_FUNCTION_EX> allocate,
        [Parameter(IsOptional = true)] Routine<FREE_FUNCTION_EX> free,
        POOL_TYPE poolType,
        uint flags,
        [Size] ulong size,
        PoolTag tag,
        ushort depth = 0)
    {
        if (poolType is not (POOL_TYPE.NonPagedPool or POOL_TYPE.PagedPool or POOL_TYPE.NonPagedPoolNx))
        {
            return NTSTATUS.STATUS_INVALID_PARAMETER_4;
        }

        CheckDepth(machine, lookaside, depth);
        if (flags > LookasideList.FailNoRaise || (flags == LookasideList.FailNoRaise && allocate == 0))
        {
            return NTSTATUS.STATUS_INVALID_PARAMETER_5;
        }

        machine.Lookasides.Initialize(lookaside, poolType | OnFailure(flags), size, tag, allocate, free);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>Frees a list's cached entries. Entries that the driver holds are not its business. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(Family = DdiFamily.Lookaside, ReportsFreedObjects = true)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static IEnumerator<KernelAction> ExDeleteNPagedLookasideList(Machine machine, Pointer lookaside) =>
        machine.Lookasides.Delete(lookaside);

    /// <summary>The same for a list of paged entries. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Family = DdiFamily.Lookaside, ReportsFreedObjects = true)]
    [Irql(KIRQL.APC_LEVEL)]
    public static IEnumerator<KernelAction> ExDeletePagedLookasideList(Machine machine, Pointer lookaside) =>
        machine.Lookasides.Delete(lookaside);

    /// <summary>The same for a LOOKASIDE_LIST_EX. IRQL: up to DISPATCH_LEVEL, with paged entries up to APC_LEVEL.</summary>
    [Ddi(Family = DdiFamily.Lookaside, Since = WindowsVersion.Vista, ReportsFreedObjects = true)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static IEnumerator<KernelAction> ExDeleteLookasideListEx(Machine machine, Pointer lookaside) =>
        machine.Lookasides.Delete(lookaside);

    /// <summary>Macro: the SLIST's pop, and the list's allocate routine on a miss.</summary>
    [Ddi(Family = DdiFamily.Lookaside, ExpandsTo = nameof(ExPoolDdis.ExAllocatePoolWithTag), Returns = typeof(Pointer))]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    [Fails(FailureShape.Null)]
    public static IEnumerator<KernelAction> ExAllocateFromNPagedLookasideList(Machine machine, Pointer lookaside) =>
        AllocateFrom(machine, lookaside);

    /// <summary>Macro: the SLIST's pop, and the list's allocate routine on a miss.</summary>
    [Ddi(Family = DdiFamily.Lookaside, ExpandsTo = nameof(ExPoolDdis.ExAllocatePoolWithTag), Returns = typeof(Pointer))]
    [Irql(KIRQL.APC_LEVEL)]
    [Fails(FailureShape.Null)]
    public static IEnumerator<KernelAction> ExAllocateFromPagedLookasideList(Machine machine, Pointer lookaside) =>
        AllocateFrom(machine, lookaside);

    /// <summary>Macro: the SLIST's pop, and the list's allocate routine on a miss.</summary>
    [Ddi(
        Family = DdiFamily.Lookaside,
        Since = WindowsVersion.Vista,
        ExpandsTo = nameof(ExPoolDdis.ExAllocatePoolWithTag),
        Returns = typeof(Pointer))]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    [Fails(FailureShape.Null)]
    public static IEnumerator<KernelAction> ExAllocateFromLookasideListEx(Machine machine, Pointer lookaside) =>
        AllocateFrom(machine, lookaside);

    /// <summary>Macro: the SLIST's push, or the list's free routine when it is full.</summary>
    [Ddi(Family = DdiFamily.Lookaside, ExpandsTo = nameof(ExSyncListDdis.ExpInterlockedPushEntrySList))]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static IEnumerator<KernelAction> ExFreeToNPagedLookasideList(Machine machine, Pointer lookaside, Pointer entry) =>
        FreeTo(machine, lookaside, entry);

    /// <summary>Macro: the SLIST's push, or the list's free routine when it is full.</summary>
    [Ddi(Family = DdiFamily.Lookaside, ExpandsTo = nameof(ExSyncListDdis.ExpInterlockedPushEntrySList))]
    [Irql(KIRQL.APC_LEVEL)]
    public static IEnumerator<KernelAction> ExFreeToPagedLookasideList(Machine machine, Pointer lookaside, Pointer entry) =>
        FreeTo(machine, lookaside, entry);

    /// <summary>Macro: the SLIST's push, or the list's free routine when it is full.</summary>
    [Ddi(Family = DdiFamily.Lookaside, Since = WindowsVersion.Vista, ExpandsTo = nameof(ExSyncListDdis.ExpInterlockedPushEntrySList))]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static IEnumerator<KernelAction> ExFreeToLookasideListEx(Machine machine, Pointer lookaside, Pointer entry) =>
        FreeTo(machine, lookaside, entry);

    /// <summary>Counts an allocation in and takes a cached entry; 0 on a miss.</summary>
    public static ulong TakeCached(Machine machine, ulong list)
    {
        machine.Lookasides.ScanIfDue();
        Count(machine, list + LookasideList.TotalAllocates);
        var entry = ExSyncSequencedList.Pop(machine, list + LookasideList.ListHead);
        if (entry != 0)
        {
            LeaveUninitialised(machine, list, entry);
        }

        return entry;
    }

    /// <summary>
    /// An entry that was in use before is handed out: what its last owner left there is usual, but no driver may rely on it.
    /// </summary>
    public static void LeaveUninitialised(Machine machine, ulong list, ulong entry, DriverImage? caller = null)
    {
        var bytes = machine.Memory.Read<uint>(list + LookasideList.Size);
        var tag = new PoolTag(machine.Memory.Read<uint>(list + LookasideList.Tag));
        if (machine.Uninitialised.Next(UninitialisedKind.LookasideEntry, entry, bytes, tag, caller) is { } other)
        {
            machine.Memory.Fill(entry, bytes, other);
        }
    }

    /// <summary>Counts one up.</summary>
    public static void Count(Machine machine, ulong counter) => machine.Memory.Write(counter, machine.Memory.Read<uint>(counter) + 1);

    /// <summary>True if the list is as long as the system lets it be at most.</summary>
    public static bool IsFull(Machine machine, ulong list) =>
        ExSyncSequencedList.Depth(machine, list + LookasideList.ListHead) >= machine.Memory.Read<ushort>(list + LookasideList.Depth);

    /// <summary>The flags of an older list that this Windows knows; others, and a depth, are reported.</summary>
    private static POOL_TYPE Allowed(Machine machine, ulong list, POOL_TYPE flags, ushort depth)
    {
        const POOL_TYPE knownFlags = POOL_TYPE.POOL_RAISE_IF_ALLOCATION_FAILURE | POOL_TYPE.POOL_NX_ALLOCATION;
        var allowed = machine.Profile.Version >= WindowsVersion.Windows8 ? knownFlags : 0;
        if ((flags & ~allowed) != 0 || depth != 0)
        {
            var why = $"A lookaside list was initialised with flags 0x{(uint)flags:X} and depth {depth}; {machine.Profile.Name} wants "
                + $"flags of 0x{(uint)allowed:X} at most and depth 0.";
            // No sub-code is documented for it.
            var stop = new BugCheck(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0, list, (ulong)flags, depth);
            machine.Violate(new ProtocolViolation(stop, why), fatal: false);
        }

        return flags & allowed;
    }

    private static void CheckDepth(Machine machine, ulong list, ushort depth)
    {
        if (depth != 0)
        {
            machine.Note(new RuleBreach(
                "depth of a lookaside list",
                $"ExInitializeLookasideListEx was called for the list at 0x{list:X} with depth {depth}; it must be 0."));
        }
    }

    private static POOL_TYPE OnFailure(uint flags) => flags switch
    {
        LookasideList.RaiseOnFail => POOL_TYPE.POOL_RAISE_IF_ALLOCATION_FAILURE,
        LookasideList.FailNoRaise => POOL_TYPE.POOL_QUOTA_FAIL_INSTEAD_OF_RAISE,
        _ => 0,
    };

    private static IEnumerator<KernelAction> AllocateFrom(Machine machine, ulong list)
    {
        machine.Lookasides.RequireInUse(list);
        var entry = TakeCached(machine, list);
        machine.Scheduler.Current.Result = entry;
        if (entry == 0)
        {
            Count(machine, list + LookasideList.AllocateMisses);
            var memory = machine.Memory;
            yield return KernelAction.Invoke(
                RoutineKind.LookasideList,
                memory.Read<ulong>(list + LookasideList.Allocate),
                memory.Read<uint>(list + LookasideList.Type),
                memory.Read<uint>(list + LookasideList.Size),
                memory.Read<uint>(list + LookasideList.Tag),
                list);
            LookasideEntries.VerifyMade(machine, list, machine.Scheduler.Current.Result);
        }
    }

    private static IEnumerator<KernelAction> FreeTo(Machine machine, ulong list, ulong entry)
    {
        machine.Lookasides.RequireInUse(list);
        machine.Lookasides.ScanIfDue();
        LookasideEntries.Verify(machine, list, entry);
        Count(machine, list + LookasideList.TotalFrees);
        if (IsFull(machine, list))
        {
            Count(machine, list + LookasideList.FreeMisses);
            yield return KernelAction.Invoke(RoutineKind.LookasideList, machine.Memory.Read<ulong>(list + LookasideList.Free), entry, list);
        }
        else
        {
            ExSyncSequencedList.Push(machine, list + LookasideList.ListHead, entry);
        }
    }
}
