namespace Verifier.Kernel;

/// <content>NDIS's allocators. A driver without an NDIS handle of its own uses a generic object as one.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>
    /// Allocates nonpaged memory; NDIS_STATUS_FAILURE (the value of STATUS_UNSUCCESSFUL) and a NULL pointer when it is short.
    /// IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    public NTSTATUS NdisAllocateMemoryWithTag(out Pointer virtualAddress, uint length, PoolTag tag)
    {
        var result = Local(8);
        var status = CallForStatus(NdisMemoryDdis.NdisAllocateMemoryWithTag, result, length, tag.Value);
        virtualAddress = result.ReadPointer();
        return status;
    }

    /// <summary>Allocates nonpaged memory. IRQL: up to DISPATCH_LEVEL. Returns NULL when it is short. NDIS 6.0.</summary>
    public Pointer NdisAllocateMemoryWithTagPriority(Pointer ndisHandle, uint length, PoolTag tag, EX_POOL_PRIORITY priority) =>
        CallForPointer(NdisMemoryDdis.NdisAllocateMemoryWithTagPriority, ndisHandle, length, tag.Value, (ulong)priority);

    /// <summary>Frees memory of both allocators; <paramref name="length"/> and flags 0 for these. IRQL: up to DISPATCH_LEVEL.</summary>
    public void NdisFreeMemory(Pointer virtualAddress, uint length = 0, uint memoryFlags = 0) =>
        Call(NdisMemoryDdis.NdisFreeMemory, virtualAddress, length, memoryFlags);

    /// <summary>Frees memory of NdisAllocateMemoryWithTagPriority; another tag is 0xC2/0x0A. IRQL: up to DISPATCH_LEVEL.</summary>
    public void NdisFreeMemoryWithTagPriority(Pointer ndisHandle, Pointer virtualAddress, PoolTag tag) =>
        Call(NdisMemoryDdis.NdisFreeMemoryWithTagPriority, ndisHandle, virtualAddress, tag.Value);

    /// <summary>
    /// Allocates a generic object with <paramref name="size"/> bytes for the caller behind it: an NDIS handle for components that have no
    /// other. IRQL: up to DISPATCH_LEVEL. Returns NULL when memory is short. NDIS 6.0.
    /// </summary>
    public Pointer NdisAllocateGenericObject(DriverObject driverObject, PoolTag tag, ushort size) =>
        CallForPointer(NdisMemoryDdis.NdisAllocateGenericObject, driverObject.Pointer, tag.Value, size);

    /// <summary>Frees a generic object. IRQL: up to DISPATCH_LEVEL.</summary>
    public void NdisFreeGenericObject(Pointer ndisObject) => Call(NdisMemoryDdis.NdisFreeGenericObject, ndisObject);

    /// <summary>
    /// Makes a pool of NET_BUFFER_LISTs. IRQL: up to DISPATCH_LEVEL. Returns NULL when memory is short. NDIS 6.0.
    /// </summary>
    public Pointer NdisAllocateNetBufferListPool(Pointer ndisHandle, NetBufferListPoolParameters parameters) =>
        CallForPointer(NdisBufferDdis.NdisAllocateNetBufferListPool, ndisHandle, parameters.Pointer);

    /// <summary>Frees a pool, all of whose NET_BUFFER_LISTs must have been freed. IRQL: up to DISPATCH_LEVEL.</summary>
    public void NdisFreeNetBufferListPool(Pointer poolHandle) => Call(NdisBufferDdis.NdisFreeNetBufferListPool, poolHandle);

    /// <summary>
    /// Allocates a NET_BUFFER_LIST with one NET_BUFFER that describes an MDL chain; context sizes must be multiples of 16.
    /// IRQL: up to DISPATCH_LEVEL. Returns NULL when memory is short. NDIS 6.0.
    /// </summary>
    public NetBufferList NdisAllocateNetBufferAndNetBufferList(
        Pointer poolHandle, ushort contextSize, ushort contextBackFill, Mdl mdlChain, uint dataOffset, ulong dataLength) => new(
        CallForPointer(
            NdisBufferDdis.NdisAllocateNetBufferAndNetBufferList, poolHandle, contextSize, contextBackFill, mdlChain.Pointer, dataOffset,
            dataLength));

    /// <summary>Frees a NET_BUFFER_LIST and its NET_BUFFER, not the MDL chain. IRQL: up to DISPATCH_LEVEL.</summary>
    public void NdisFreeNetBufferList(NetBufferList netBufferList) => Call(NdisBufferDdis.NdisFreeNetBufferList, netBufferList.Pointer);

    /// <summary>
    /// Allocates and builds an MDL for a buffer in nonpaged pool. IRQL: up to DISPATCH_LEVEL. Returns NULL when memory is short. NDIS 6.0.
    /// </summary>
    public Mdl NdisAllocateMdl(Pointer ndisHandle, Pointer virtualAddress, uint length) =>
        new(CallForPointer(NdisBufferDdis.NdisAllocateMdl, ndisHandle, virtualAddress, length));

    /// <summary>Frees an MDL of NdisAllocateMdl. IRQL: up to DISPATCH_LEVEL.</summary>
    public void NdisFreeMdl(Mdl mdl) => Call(NdisBufferDdis.NdisFreeMdl, mdl.Pointer);
}
