namespace Verifier.Kernel;

/// <content>DMA. All but IoGetDmaAdapter are called through the adapter's DMA_OPERATIONS, as in C.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>
    /// The DMA adapter of a device, and how many map registers one transfer may use. IRQL: PASSIVE_LEVEL. Returns NULL without resources.
    /// </summary>
    public DmaAdapter IoGetDmaAdapter(DeviceObject physicalDeviceObject, DeviceDescription deviceDescription, out uint numberOfMapRegisters)
    {
        using var frame = new StackFrame(Machine);
        var number = frame.Push(0u);
        var adapter = CallForPointer(HalDmaDdis.IoGetDmaAdapter, physicalDeviceObject.Pointer, deviceDescription.Pointer, number);
        numberOfMapRegisters = Machine.Memory.Read<uint>(number);
        return new DmaAdapter(adapter);
    }

    /// <summary>Releases an adapter; nothing of it may be in use. IRQL: up to DISPATCH_LEVEL.</summary>
    public void PutDmaAdapter(DmaAdapter adapter) => CallMember(HalDmaDdis.PutDmaAdapter, adapter, adapter.Pointer);

    /// <summary>
    /// Memory that driver and device share, and the device's address of it. IRQL: PASSIVE_LEVEL. Returns NULL without contiguous memory or
    /// map registers.
    /// </summary>
    public Pointer AllocateCommonBuffer(DmaAdapter adapter, uint length, out ulong logicalAddress, bool cacheEnabled)
    {
        using var frame = new StackFrame(Machine);
        var logical = frame.Push(0UL);
        var buffer = CallMember(HalDmaDdis.AllocateCommonBuffer, adapter, adapter.Pointer, length, logical, cacheEnabled ? 1UL : 0);
        logicalAddress = Machine.Memory.Read<ulong>(logical);
        return At(buffer);
    }

    /// <summary>Frees a common buffer. IRQL: PASSIVE_LEVEL.</summary>
    public void FreeCommonBuffer(
        DmaAdapter adapter, uint length, ulong logicalAddress, Pointer virtualAddress, bool cacheEnabled) => CallMember(
        HalDmaDdis.FreeCommonBuffer, adapter, adapter.Pointer, length, logicalAddress, virtualAddress, cacheEnabled ? 1UL : 0);

    /// <summary>
    /// Asks for the channel and map registers; <paramref name="executionRoutine"/> is called with them at once or when there are enough.
    /// IRQL: DISPATCH_LEVEL. Returns STATUS_INSUFFICIENT_RESOURCES, and does not call it, for more registers than the adapter has.
    /// </summary>
    public NTSTATUS AllocateAdapterChannel(
        DmaAdapter adapter,
        DeviceObject deviceObject,
        uint numberOfMapRegisters,
        DRIVER_CONTROL executionRoutine,
        Pointer context) => new((uint)CallMember(
            HalDmaDdis.AllocateAdapterChannel,
            adapter,
            adapter.Pointer,
            deviceObject.Pointer,
            numberOfMapRegisters,
            AddressOf(executionRoutine),
            context));

    /// <summary>Gives the channel back with its map registers. IRQL: DISPATCH_LEVEL.</summary>
    public void FreeAdapterChannel(DmaAdapter adapter) => CallMember(HalDmaDdis.FreeAdapterChannel, adapter, adapter.Pointer);

    /// <summary>Gives map registers back that DeallocateObjectKeepRegisters kept. IRQL: DISPATCH_LEVEL.</summary>
    public void FreeMapRegisters(DmaAdapter adapter, Pointer mapRegisterBase, uint numberOfMapRegisters) =>
        CallMember(HalDmaDdis.FreeMapRegisters, adapter, adapter.Pointer, mapRegisterBase, numberOfMapRegisters);

    /// <summary>
    /// Maps a part of a locked buffer for the device: its address; <paramref name="length"/> becomes what is contiguous. IRQL: up to
    /// DISPATCH_LEVEL.
    /// </summary>
    public ulong MapTransfer(DmaAdapter adapter, Mdl mdl, Pointer mapRegisterBase, Pointer currentVa, ref uint length, bool writeToDevice)
    {
        using var frame = new StackFrame(Machine);
        var bytes = frame.Push(length);
        var logical = CallMember(
            HalDmaDdis.MapTransfer, adapter, adapter.Pointer, mdl.Pointer, mapRegisterBase, currentVa, bytes, writeToDevice ? 1UL : 0);
        length = Machine.Memory.Read<uint>(bytes);
        return logical;
    }

    /// <summary>Ends a transfer: the buffer is the driver's again. IRQL: up to DISPATCH_LEVEL.</summary>
    public bool FlushAdapterBuffers(
        DmaAdapter adapter, Mdl mdl, Pointer mapRegisterBase, Pointer currentVa, uint length, bool writeToDevice) => (byte)CallMember(
            HalDmaDdis.FlushAdapterBuffers,
            adapter,
            adapter.Pointer,
            mdl.Pointer,
            mapRegisterBase,
            currentVa,
            length,
            writeToDevice ? 1UL : 0) != 0;

    /// <summary>What buffers for the device must be aligned to, in bytes. IRQL: PASSIVE_LEVEL.</summary>
    public uint GetDmaAlignment(DmaAdapter adapter) => (uint)CallMember(HalDmaDdis.GetDmaAlignment, adapter, adapter.Pointer);

    /// <summary>Bytes of the transfer that are left. IRQL: up to DISPATCH_LEVEL.</summary>
    public uint ReadDmaCounter(DmaAdapter adapter) => (uint)CallMember(HalDmaDdis.ReadDmaCounter, adapter, adapter.Pointer);

    /// <summary>
    /// Prepares a transfer; <paramref name="executionRoutine"/> is called with its list at once or when there are enough map registers.
    /// IRQL: DISPATCH_LEVEL. Returns STATUS_INSUFFICIENT_RESOURCES, or STATUS_BUFFER_TOO_SMALL when the MDL is shorter.
    /// </summary>
    public NTSTATUS GetScatterGatherList(
        DmaAdapter adapter,
        DeviceObject deviceObject,
        Mdl mdl,
        Pointer currentVa,
        uint length,
        DRIVER_LIST_CONTROL executionRoutine,
        Pointer context,
        bool writeToDevice) => new((uint)CallMember(
            HalDmaDdis.GetScatterGatherList,
            adapter,
            adapter.Pointer,
            deviceObject.Pointer,
            mdl.Pointer,
            currentVa,
            length,
            AddressOf(executionRoutine),
            context,
            writeToDevice ? 1UL : 0));

    /// <summary>Ends such a transfer. IRQL: DISPATCH_LEVEL.</summary>
    public void PutScatterGatherList(DmaAdapter adapter, ScatterGatherList scatterGather, bool writeToDevice) =>
        CallMember(HalDmaDdis.PutScatterGatherList, adapter, adapter.Pointer, scatterGather.Pointer, writeToDevice ? 1UL : 0);

    /// <summary>Bytes of a list for BuildScatterGatherList, and its map registers. IRQL: any. Windows XP.</summary>
    public NTSTATUS CalculateScatterGatherList(
        DmaAdapter adapter, Mdl mdl, Pointer currentVa, uint length, out uint scatterGatherListSize, out uint numberOfMapRegisters)
    {
        using var frame = new StackFrame(Machine);
        var (size, registers) = (frame.Push(0u), frame.Push(0u));
        var status = CallMember(
            HalDmaDdis.CalculateScatterGatherList, adapter, adapter.Pointer, mdl.Pointer, currentVa, length, size, registers);
        scatterGatherListSize = Machine.Memory.Read<uint>(size);
        numberOfMapRegisters = Machine.Memory.Read<uint>(registers);
        return new NTSTATUS((uint)status);
    }

    /// <summary>As GetScatterGatherList, with memory of the driver's own for the list. IRQL: DISPATCH_LEVEL. Windows XP.</summary>
    public NTSTATUS BuildScatterGatherList(
        DmaAdapter adapter,
        DeviceObject deviceObject,
        Mdl mdl,
        Pointer currentVa,
        uint length,
        DRIVER_LIST_CONTROL executionRoutine,
        Pointer context,
        bool writeToDevice,
        Pointer scatterGatherBuffer,
        uint scatterGatherLength) => new((uint)CallMember(
            HalDmaDdis.BuildScatterGatherList,
            adapter,
            adapter.Pointer,
            deviceObject.Pointer,
            mdl.Pointer,
            currentVa,
            length,
            AddressOf(executionRoutine),
            context,
            writeToDevice ? 1UL : 0,
            scatterGatherBuffer,
            scatterGatherLength));

    /// <summary>
    /// An MDL of the memory behind a list, which may be the original one. IRQL: up to DISPATCH_LEVEL. Windows XP. Returns
    /// STATUS_INVALID_PARAMETER without an original MDL, STATUS_INSUFFICIENT_RESOURCES without memory.
    /// </summary>
    public NTSTATUS BuildMdlFromScatterGatherList(DmaAdapter adapter, ScatterGatherList scatterGather, Mdl originalMdl, out Mdl targetMdl)
    {
        using var frame = new StackFrame(Machine);
        var target = frame.Push(0UL);
        var status = CallMember(
            HalDmaDdis.BuildMdlFromScatterGatherList, adapter, adapter.Pointer, scatterGather.Pointer, originalMdl.Pointer, target);
        targetMdl = new Mdl(At(Machine.Memory.Read<ulong>(target)));
        return new NTSTATUS((uint)status);
    }
}
