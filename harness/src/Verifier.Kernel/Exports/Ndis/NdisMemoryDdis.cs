namespace Verifier.Kernel;

/// <summary>
/// NDIS memory and generic objects (Microsoft's DDI pages; NDIS's fault flag: harness/docs/facts/driver-verifier.md#ndis). A driver without
/// an NDIS handle of its own uses a generic object as one.
/// </summary>
internal static class NdisMemoryDdis
{
    /// <summary>
    /// Allocates nonpaged memory; NDIS_STATUS_FAILURE (the value of STATUS_UNSUCCESSFUL) and a NULL pointer when it is short.
    /// IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    [Ddi(Module = NdisModule.Name, Family = DdiFamily.Pool, Allocates = MemoryKind.Ndis)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    [Fails(FailureShape.Status, Status = nameof(NTSTATUS.STATUS_UNSUCCESSFUL))]
    [Checks(nameof(ClearResult))]
    public static NTSTATUS NdisAllocateMemoryWithTag(Machine machine, Out<Pointer> virtualAddress, [Size] uint length, PoolTag tag)
    {
        var status = machine.Pool.TryAllocate(new PoolRequest(POOL_TYPE.NonPagedPool, length, tag), out var address);
        machine.Memory.Write(virtualAddress, address);
        return status == NTSTATUS.STATUS_SUCCESS ? status : NTSTATUS.STATUS_UNSUCCESSFUL;
    }

    /// <summary>Allocates nonpaged memory. IRQL: up to DISPATCH_LEVEL. Returns NULL when it is short. NDIS 6.0.</summary>
    [Ddi(Module = NdisModule.Name, Since = NdisModule.Version6, Family = DdiFamily.Pool, Allocates = MemoryKind.Ndis)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    [Fails(FailureShape.Null)]
    public static Pointer NdisAllocateMemoryWithTagPriority(
        Machine machine, Pointer ndisHandle, [Size] uint length, PoolTag tag, EX_POOL_PRIORITY priority)
    {
        var request = new PoolRequest(POOL_TYPE.NonPagedPool, length, tag)
        {
            Options = PoolRequestOptions.HasPriority,
            Priority = priority,
        };
        machine.Pool.TryAllocate(request, out var address);
        return new Pointer(machine, address);
    }

    /// <summary>Frees memory of both allocators; <paramref name="length"/> and flags 0 for these. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(
        Module = NdisModule.Name,
        Family = DdiFamily.Pool,
        Modelled = "for memory of NdisAllocateMemoryWithTag and …Priority, MemoryFlags 0",
        Frees = MemoryKind.Ndis)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void NdisFreeMemory(Machine machine, Pointer virtualAddress, uint length = 0, uint memoryFlags = 0)
    {
        CheckFlags(machine, virtualAddress, memoryFlags);
        machine.Pool.Free(virtualAddress);
    }

    /// <summary>Frees memory of NdisAllocateMemoryWithTagPriority; another tag is 0xC2/0x0A. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(Module = NdisModule.Name, Since = NdisModule.Version620, Family = DdiFamily.Pool, Frees = MemoryKind.Ndis)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void NdisFreeMemoryWithTagPriority(Machine machine, Pointer ndisHandle, Pointer virtualAddress, PoolTag tag) =>
        machine.Pool.Free(virtualAddress, tag);

    /// <summary>
    /// Allocates a generic object with <paramref name="size"/> bytes for the caller behind it: an NDIS handle for components that have no
    /// other. IRQL: up to DISPATCH_LEVEL. Returns NULL when memory is short. NDIS 6.0.
    /// </summary>
    [Ddi(Module = NdisModule.Name, Since = NdisModule.Version6, Family = DdiFamily.Object)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    [Fails(FailureShape.Null)]
    public static Pointer NdisAllocateGenericObject(Machine machine, DriverObject driverObject, PoolTag tag, [Size] ushort size) =>
        new(machine, NdisObjects.AllocateGenericObject(machine, tag, size));

    /// <summary>Frees a generic object. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(Module = NdisModule.Name, Since = NdisModule.Version6, Family = DdiFamily.Object)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void NdisFreeGenericObject(Machine machine, Pointer ndisObject) =>
        NdisObjects.Free(machine, ResourceKind.NdisObject, ndisObject);

    // The page: VirtualAddress receives NULL when memory is short, an injected shortage included.
    internal static void ClearResult(Machine machine, Out<Pointer> virtualAddress) => machine.Memory.Write(virtualAddress, 0UL);

    // The page: MemoryFlags must be zero for the memory of these allocators.
    private static void CheckFlags(Machine machine, ulong address, uint flags)
    {
        if (flags != 0)
        {
            machine.Note(new RuleBreach(
                "flags of NdisFreeMemory",
                $"NdisFreeMemory was called for pool memory at 0x{address:X} with MemoryFlags 0x{flags:X}; they must be 0."));
        }
    }
}
