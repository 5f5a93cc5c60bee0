using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>NDIS memory and generic objects (Microsoft's DDI pages; NDIS's fault flag: facts/driver-verifier.md §14).</summary>
internal static class NdisMemoryDdis
{
    /// <summary>NDIS_STATUS_FAILURE: what NdisAllocateMemoryWithTag returns without memory, with STATUS_UNSUCCESSFUL's value.</summary>
    private static readonly FailureContract ReturnsFailure = new(FailureShape.Status, NTSTATUS.STATUS_UNSUCCESSFUL);

    public static readonly Ddi NdisAllocateMemoryWithTag = Ddi.Declare(
        "NdisAllocateMemoryWithTag",
        new()
        {
            Module = NdisModule.Name,
            Family = DdiFamily.Pool,
            Parameters = [Address("VirtualAddress"), Size("Length"), Tag()],
            Irql = IrqlRule.Dispatch,
            Failure = ReturnsFailure,
            Check = ClearResult,
        },
        (machine, a) =>
        {
            var status = machine.Pool.TryAllocate(new PoolRequest(POOL_TYPE.NonPagedPool, a[1], new PoolTag((uint)a[2])), out var address);
            machine.Memory.Write(a[0], address);
            return status == NTSTATUS.STATUS_SUCCESS ? 0 : ReturnsFailure.Status.Value;
        });

    public static readonly Ddi NdisAllocateMemoryWithTagPriority = Ddi.Declare(
        "NdisAllocateMemoryWithTagPriority",
        new()
        {
            Module = NdisModule.Name,
            Since = NdisModule.Version6,
            Family = DdiFamily.Pool,
            Parameters = [Address("NdisHandle"), Size("Length"), Tag(), Value("Priority")],
            Irql = IrqlRule.Dispatch,
            Failure = FailureContract.Null,
        },
        (machine, a) =>
        {
            var request = new PoolRequest(POOL_TYPE.NonPagedPool, a[1], new PoolTag((uint)a[2]))
            {
                Options = PoolRequestOptions.HasPriority,
                Priority = (EX_POOL_PRIORITY)a[3],
            };
            machine.Pool.TryAllocate(request, out var address);
            return address;
        });

    public static readonly Ddi NdisFreeMemory = Ddi.Declare(
        "NdisFreeMemory",
        new()
        {
            Module = NdisModule.Name,
            Family = DdiFamily.Pool,
            Parameters = [Address("VirtualAddress"), Value("Length"), Value("MemoryFlags")],
            Irql = IrqlRule.Dispatch,
            Modelled = "for memory of NdisAllocateMemoryWithTag and …Priority, MemoryFlags 0",
        },
        (machine, a) =>
        {
            CheckFlags(machine, a[0], (uint)a[2]);
            machine.Pool.Free(a[0]);
            return 0;
        });

    public static readonly Ddi NdisFreeMemoryWithTagPriority = Ddi.Declare(
        "NdisFreeMemoryWithTagPriority",
        new()
        {
            Module = NdisModule.Name,
            Since = NdisModule.Version620,
            Family = DdiFamily.Pool,
            Parameters = [Address("NdisHandle"), Address("VirtualAddress"), Tag()],
            Irql = IrqlRule.Dispatch,
        },
        (machine, a) =>
        {
            machine.Pool.Free(a[1], new PoolTag((uint)a[2]));
            return 0;
        });

    public static readonly Ddi NdisAllocateGenericObject = Ddi.Declare(
        "NdisAllocateGenericObject",
        new()
        {
            Module = NdisModule.Name,
            Since = NdisModule.Version6,
            Family = DdiFamily.Object,
            Parameters = [Address("DriverObject"), Tag(), Size("Size")],
            Irql = IrqlRule.Dispatch,
            Failure = FailureContract.Null,
        },
        (machine, a) => NdisObjects.AllocateGenericObject(machine, new PoolTag((uint)a[1]), (ushort)a[2]));

    public static readonly Ddi NdisFreeGenericObject = Ddi.Declare(
        "NdisFreeGenericObject",
        new()
        {
            Module = NdisModule.Name,
            Since = NdisModule.Version6,
            Family = DdiFamily.Object,
            Parameters = [Address("NdisObject")],
            Irql = IrqlRule.Dispatch,
        },
        (machine, a) =>
        {
            NdisObjects.Free(machine, ResourceKind.NdisObject, a[0]);
            return 0;
        });

    // The page: MemoryFlags must be zero for the memory of these allocators.
    private static void CheckFlags(Machine machine, ulong address, uint flags)
    {
        if (flags != 0)
        {
            machine.Note(new RuleBreach(
                "flags of NdisFreeMemory", $"NdisFreeMemory was called for pool memory at 0x{address:X} with MemoryFlags 0x{flags:X}; they must be 0."));
        }
    }

    // The page: VirtualAddress receives NULL when memory is short, an injected shortage included.
    private static void ClearResult(Machine machine, ReadOnlySpan<ulong> arguments) => machine.Memory.Write(arguments[0], 0UL);
}
