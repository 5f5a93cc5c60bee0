namespace Verifier.Kernel;

/// <summary>NET_BUFFER_LIST pools, NET_BUFFER_LISTs and NDIS's MDLs (Microsoft's DDI pages of the routines).</summary>
internal static class NdisBufferDdis
{
    /// <summary>
    /// Makes a pool of NET_BUFFER_LISTs. IRQL: up to DISPATCH_LEVEL. Returns NULL when memory is short. NDIS 6.0.
    /// </summary>
    [Ddi(Module = NdisModule.Name, Since = NdisModule.Version6, Family = DdiFamily.Object, Modelled = "with DataSize 0")]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    [Fails(FailureShape.Null)]
    public static Pointer NdisAllocateNetBufferListPool(Machine machine, Pointer ndisHandle, NetBufferListPoolParameters parameters) =>
        new(machine, NdisObjects.AllocatePool(machine, parameters.Pointer));

    /// <summary>Frees a pool, all of whose NET_BUFFER_LISTs must have been freed. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(Module = NdisModule.Name, Since = NdisModule.Version6, Family = DdiFamily.Object)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void NdisFreeNetBufferListPool(Machine machine, Pointer poolHandle) =>
        NdisObjects.Free(machine, ResourceKind.NetBufferListPool, poolHandle);

    /// <summary>
    /// Allocates a NET_BUFFER_LIST with one NET_BUFFER that describes an MDL chain; context sizes must be multiples of 16.
    /// IRQL: up to DISPATCH_LEVEL. Returns NULL when memory is short. NDIS 6.0.
    /// </summary>
    [Ddi(Module = NdisModule.Name, Since = NdisModule.Version6, Family = DdiFamily.Object)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    [Fails(FailureShape.Null)]
    public static NetBufferList NdisAllocateNetBufferAndNetBufferList(
        Machine machine,
        Pointer poolHandle,
        ushort contextSize,
        ushort contextBackFill,
        Mdl mdlChain,
        uint dataOffset,
        ulong dataLength)
    {
        var context = contextSize + (ulong)contextBackFill;
        var address = NdisObjects.AllocateList(machine, poolHandle, context, mdlChain.Pointer, dataOffset, dataLength);
        return new NetBufferList(new Pointer(machine, address));
    }

    /// <summary>Frees a NET_BUFFER_LIST and its NET_BUFFER, not the MDL chain. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(Module = NdisModule.Name, Since = NdisModule.Version6, Family = DdiFamily.Object)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void NdisFreeNetBufferList(Machine machine, NetBufferList netBufferList) =>
        NdisObjects.Free(machine, ResourceKind.NetBufferList, netBufferList.Pointer);

    /// <summary>
    /// Allocates and builds an MDL for a buffer in nonpaged pool. IRQL: up to DISPATCH_LEVEL. Returns NULL when memory is short. NDIS 6.0.
    /// </summary>
    [Ddi(Module = NdisModule.Name, Since = NdisModule.Version6, Family = DdiFamily.Mdl)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    [Fails(FailureShape.Null)]
    public static Mdl NdisAllocateMdl(Machine machine, Pointer ndisHandle, Pointer virtualAddress, [Size] uint length)
    {
        var mdl = machine.Mdls.Allocate(virtualAddress, length);
        if (mdl != 0)
        {
            machine.Mdls.BuildForNonPagedPool(mdl);
        }

        return new Mdl(machine, mdl);
    }

    /// <summary>Frees an MDL of NdisAllocateMdl. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(Module = NdisModule.Name, Since = NdisModule.Version6, Family = DdiFamily.Mdl, ReportsFreedObjects = true, Frees = MemoryKind.Mdl)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void NdisFreeMdl(Machine machine, Mdl mdl) => machine.Mdls.Free(mdl.Pointer);
}
