using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>
/// Lookaside lists (facts/pool-and-memory-api.md §3). Initialising cannot fail for lack of memory; taking from a list fails only when it
/// is empty and the pool fails. Taking and giving back are macros before Windows 11 22H2: what they import are the SLIST primitives, and
/// the pool routine behind the list's function pointer.
/// </summary>
internal static class ExLookasideDdis
{
    public static readonly Ddi ExInitializeNPagedLookasideList = Ddi.Declare(
        "ExInitializeNPagedLookasideList",
        new() { Family = DdiFamily.Lookaside, Parameters = InitializeParameters(), Irql = IrqlRule.Dispatch },
        (machine, a) => Initialize(machine, a, POOL_TYPE.NonPagedPool));

    public static readonly Ddi ExInitializePagedLookasideList = Ddi.Declare(
        "ExInitializePagedLookasideList",
        new() { Family = DdiFamily.Lookaside, Parameters = InitializeParameters(), Irql = IrqlRule.Apc },
        (machine, a) => Initialize(machine, a, POOL_TYPE.PagedPool));

    public static readonly Ddi ExInitializeLookasideListEx = Ddi.Declare(
        "ExInitializeLookasideListEx",
        new()
        {
            Family = DdiFamily.Lookaside,
            Parameters =
            [
                Address("Lookaside"), Address("Allocate"), Address("Free"), PoolType(), Value("Flags"), Size("Size"), Tag(), Value("Depth"),
            ],
            Irql = IrqlRule.Dispatch,
            Since = WindowsVersion.Vista,
        },
        (machine, a) => InitializeEx(machine, a).Value);

    public static readonly Ddi ExDeleteNPagedLookasideList = Delete("ExDeleteNPagedLookasideList", IrqlRule.Dispatch);

    public static readonly Ddi ExDeletePagedLookasideList = Delete("ExDeletePagedLookasideList", IrqlRule.Apc);

    public static readonly Ddi ExDeleteLookasideListEx = Delete("ExDeleteLookasideListEx", IrqlRule.Dispatch, WindowsVersion.Vista);

    public static readonly Ddi ExAllocateFromNPagedLookasideList = AllocateFrom("ExAllocateFromNPagedLookasideList", IrqlRule.Dispatch);

    public static readonly Ddi ExAllocateFromPagedLookasideList = AllocateFrom("ExAllocateFromPagedLookasideList", IrqlRule.Apc);

    public static readonly Ddi ExAllocateFromLookasideListEx =
        AllocateFrom("ExAllocateFromLookasideListEx", IrqlRule.Dispatch, WindowsVersion.Vista);

    public static readonly Ddi ExFreeToNPagedLookasideList = FreeTo("ExFreeToNPagedLookasideList", IrqlRule.Dispatch);

    public static readonly Ddi ExFreeToPagedLookasideList = FreeTo("ExFreeToPagedLookasideList", IrqlRule.Apc);

    public static readonly Ddi ExFreeToLookasideListEx = FreeTo("ExFreeToLookasideListEx", IrqlRule.Dispatch, WindowsVersion.Vista);

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

    /// <summary>An entry that was in use before is handed out: what its last owner left there is usual, but no driver may rely on it.</summary>
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

    /// <summary>Is the list as long as the system wants it at most?</summary>
    public static bool IsFull(Machine machine, ulong list) =>
        ExSyncSequencedList.Depth(machine, list + LookasideList.ListHead) >= machine.Memory.Read<ushort>(list + LookasideList.Depth);

    private static DdiParameter[] InitializeParameters() =>
        [Address("Lookaside"), Address("Allocate"), Address("Free"), Value("Flags"), Size("Size"), Tag(), Value("Depth")];

    private static Ddi Delete(string name, IrqlRule irql, WindowsVersion since = WindowsVersion.Windows2000) => Ddi.Declare(
        name,
        new() { Family = DdiFamily.Lookaside, Parameters = [Address("Lookaside")], Irql = irql, Since = since },
        (machine, a) => machine.Lookasides.Delete(a[0]));

    private static Ddi AllocateFrom(string name, IrqlRule irql, WindowsVersion since = WindowsVersion.Windows2000) => Ddi.Declare(
        name,
        new()
        {
            Family = DdiFamily.Lookaside,
            Parameters = [Address("Lookaside")],
            Irql = irql,
            Failure = FailureContract.Null,
            Since = since,
            ExpandsTo = "ExAllocatePoolWithTag",
        },
        (machine, a) => AllocateFrom(machine, a[0]));

    private static Ddi FreeTo(string name, IrqlRule irql, WindowsVersion since = WindowsVersion.Windows2000) => Ddi.Declare(
        name,
        new()
        {
            Family = DdiFamily.Lookaside,
            Parameters = [Address("Lookaside"), Address("Entry")],
            Irql = irql,
            Since = since,
            ExpandsTo = "ExpInterlockedPushEntrySList",
        },
        (machine, a) => FreeTo(machine, a[0], a[1]));

    private static ulong Initialize(Machine machine, ReadOnlySpan<ulong> a, POOL_TYPE type)
    {
        const ulong knownFlags = (ulong)(POOL_TYPE.POOL_RAISE_IF_ALLOCATION_FAILURE | POOL_TYPE.POOL_NX_ALLOCATION);
        var allowed = machine.Profile.Version >= WindowsVersion.Windows8 ? knownFlags : 0;
        if ((a[3] & ~allowed) != 0 || a[6] != 0)
        {
            var why = $"A lookaside list was initialised with flags 0x{a[3]:X} and depth {a[6]}; {machine.Profile.Name} wants flags "
                + $"of 0x{allowed:X} at most and depth 0.";
            // No sub-code is documented for it.
            var stop = new BugCheck(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0, a[0], a[3], a[6]);
            machine.Violate(new ProtocolViolation(stop, why), fatal: false);
        }

        machine.Lookasides.Initialize(a[0], type | (POOL_TYPE)(a[3] & allowed), a[4], new PoolTag((uint)a[5]), a[1], a[2]);
        return 0;
    }

    private static void CheckDepth(Machine machine, ulong list, ulong depth)
    {
        if ((ushort)depth != 0)
        {
            machine.Note(new RuleBreach(
                "depth of a lookaside list", $"ExInitializeLookasideListEx was called for the list at 0x{list:X} with depth {depth}; it must be 0."));
        }
    }

    private static NTSTATUS InitializeEx(Machine machine, ReadOnlySpan<ulong> a)
    {
        var (type, flags) = ((POOL_TYPE)a[3], (uint)a[4]);
        if (type is not (POOL_TYPE.NonPagedPool or POOL_TYPE.PagedPool or POOL_TYPE.NonPagedPoolNx))
        {
            return NTSTATUS.STATUS_INVALID_PARAMETER_4;
        }

        CheckDepth(machine, a[0], a[7]);
        if (flags > LookasideList.FailNoRaise || (flags == LookasideList.FailNoRaise && a[1] == 0))
        {
            return NTSTATUS.STATUS_INVALID_PARAMETER_5;
        }

        type |= flags switch
        {
            LookasideList.RaiseOnFail => POOL_TYPE.POOL_RAISE_IF_ALLOCATION_FAILURE,
            LookasideList.FailNoRaise => POOL_TYPE.POOL_QUOTA_FAIL_INSTEAD_OF_RAISE,
            _ => 0,
        };
        machine.Lookasides.Initialize(a[0], type, a[5], new PoolTag((uint)a[6]), a[1], a[2]);
        return NTSTATUS.STATUS_SUCCESS;
    }

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
            yield return KernelAction.Invoke(machine.Memory.Read<ulong>(list + LookasideList.Free), entry, list);
        }
        else
        {
            ExSyncSequencedList.Push(machine, list + LookasideList.ListHead, entry);
        }
    }
}
