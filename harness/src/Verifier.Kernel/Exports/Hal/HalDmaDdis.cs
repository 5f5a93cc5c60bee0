namespace Verifier.Kernel;

/// <summary>
/// DMA (harness/docs/facts/memory.md#dma). All but IoGetDmaAdapter are reached through the adapter's DMA_OPERATIONS, as in C, and have no
/// exports; they go by the names of its members.
/// </summary>
internal static class HalDmaDdis
{
    private const string Hal = "hal.dll";
    private const string Straight = "data go straight between device and buffer, without bounce buffers";

    /// <summary>
    /// The DMA adapter of a device, and how many map registers one transfer may use. IRQL: PASSIVE_LEVEL. Returns NULL without resources.
    /// </summary>
    [Ddi(Family = DdiFamily.Dma)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Null)]
    public static DmaAdapter IoGetDmaAdapter(
        Machine machine, DeviceObject physicalDeviceObject, DeviceDescription deviceDescription, Out<uint> numberOfMapRegisters) =>
        new(new Pointer(machine, machine.Dma.Get(deviceDescription.Pointer, numberOfMapRegisters)));

    /// <summary>Releases an adapter; nothing of it may be in use. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(Module = Hal, IsMember = true, Family = DdiFamily.Dma, Modelled = Straight)]
    [Irql(KIRQL.DISPATCH_LEVEL, ChecksItself = true)]
    public static void PutDmaAdapter(Machine machine, DmaAdapter dmaAdapter) => machine.Dma.Put(dmaAdapter.Pointer);

    /// <summary>
    /// Memory that driver and device share, and the device's address of it. IRQL: PASSIVE_LEVEL. Returns NULL without contiguous memory or
    /// map registers.
    /// </summary>
    [Ddi(Module = Hal, IsMember = true, Family = DdiFamily.Dma, Modelled = Straight)]
    [Irql(KIRQL.PASSIVE_LEVEL, ChecksItself = true)]
    [Fails(FailureShape.Null)]
    public static Pointer AllocateCommonBuffer(
        Machine machine, DmaAdapter dmaAdapter, [Size] uint length, Out<ulong> logicalAddress, bool cacheEnabled) =>
        new(machine, machine.Dma.AllocateCommonBuffer(dmaAdapter.Pointer, length, logicalAddress, cacheEnabled));

    /// <summary>Frees a common buffer. IRQL: PASSIVE_LEVEL.</summary>
    [Ddi(Module = Hal, IsMember = true, Family = DdiFamily.Dma, Modelled = Straight, Releases = true)]
    [Irql(KIRQL.PASSIVE_LEVEL, ChecksItself = true)]
    public static IEnumerator<KernelAction> FreeCommonBuffer(
        Machine machine, DmaAdapter dmaAdapter, uint length, ulong logicalAddress, Pointer virtualAddress, bool cacheEnabled) =>
        machine.Dma.FreeCommonBuffer(dmaAdapter.Pointer, length, logicalAddress, virtualAddress, cacheEnabled);

    /// <summary>
    /// Asks for the channel and map registers; <paramref name="executionRoutine"/> is called with them at once or when there are enough.
    /// IRQL: DISPATCH_LEVEL. Returns STATUS_INSUFFICIENT_RESOURCES, and does not call it, for more registers than the adapter has.
    /// </summary>
    [Ddi(Module = Hal, IsMember = true, Family = DdiFamily.Dma, Modelled = Straight, Returns = typeof(NTSTATUS))]
    [Irql(KIRQL.DISPATCH_LEVEL, Lowest = KIRQL.DISPATCH_LEVEL, ChecksItself = true)]
    [Fails(FailureShape.Status)]
    public static IEnumerator<KernelAction> AllocateAdapterChannel(
        Machine machine,
        DmaAdapter dmaAdapter,
        DeviceObject deviceObject,
        uint numberOfMapRegisters,
        Routine<DRIVER_CONTROL> executionRoutine,
        Pointer context) =>
        machine.Dma.Channels.Allocate(dmaAdapter.Pointer, deviceObject.Pointer, numberOfMapRegisters, executionRoutine, context);

    /// <summary>Gives the channel back with its map registers. IRQL: DISPATCH_LEVEL.</summary>
    [Ddi(Module = Hal, IsMember = true, Family = DdiFamily.Dma, Modelled = Straight)]
    [Irql(KIRQL.DISPATCH_LEVEL, Lowest = KIRQL.DISPATCH_LEVEL, ChecksItself = true)]
    public static IEnumerator<KernelAction> FreeAdapterChannel(Machine machine, DmaAdapter dmaAdapter) =>
        machine.Dma.Channels.Free(dmaAdapter.Pointer);

    /// <summary>Gives map registers back that DeallocateObjectKeepRegisters kept. IRQL: DISPATCH_LEVEL.</summary>
    [Ddi(Module = Hal, IsMember = true, Family = DdiFamily.Dma, Modelled = Straight)]
    [Irql(KIRQL.DISPATCH_LEVEL, Lowest = KIRQL.DISPATCH_LEVEL, ChecksItself = true)]
    public static IEnumerator<KernelAction> FreeMapRegisters(
        Machine machine, DmaAdapter dmaAdapter, Pointer mapRegisterBase, uint numberOfMapRegisters) =>
        machine.Dma.Channels.FreeRegisters(dmaAdapter.Pointer, mapRegisterBase, numberOfMapRegisters);

    /// <summary>
    /// Maps a part of a locked buffer for the device: its address; <paramref name="length"/> becomes what is contiguous. IRQL: up to
    /// DISPATCH_LEVEL.
    /// </summary>
    [Ddi(Module = Hal, IsMember = true, Family = DdiFamily.Dma, Modelled = Straight)]
    [Irql(KIRQL.DISPATCH_LEVEL, ChecksItself = true)]
    public static ulong MapTransfer(
        Machine machine, DmaAdapter dmaAdapter, Mdl mdl, Pointer mapRegisterBase, Pointer currentVa, InOut<uint> length, bool writeToDevice)
    {
        if (machine.Memory.IsValid(length))
        {
            NoteTarget(machine, mdl, currentVa, machine.Memory.Read<uint>(length), writeToDevice);
        }

        return machine.Dma.Channels.Map(dmaAdapter.Pointer, mdl.Pointer, mapRegisterBase, currentVa, length);
    }

    /// <summary>Ends a transfer: the buffer is the driver's again. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(Module = Hal, IsMember = true, Family = DdiFamily.Dma, Modelled = Straight)]
    [Irql(KIRQL.DISPATCH_LEVEL, ChecksItself = true)]
    public static bool FlushAdapterBuffers(
        Machine machine, DmaAdapter dmaAdapter, Mdl mdl, Pointer mapRegisterBase, Pointer currentVa, uint length, bool writeToDevice) =>
        machine.Dma.Channels.Flush(dmaAdapter.Pointer, mdl.Pointer, mapRegisterBase, currentVa, length);

    /// <summary>The alignment that buffers for the device must have, in bytes. IRQL: PASSIVE_LEVEL.</summary>
    [Ddi(Module = Hal, IsMember = true, Family = DdiFamily.Dma, Modelled = Straight)]
    [Irql(KIRQL.PASSIVE_LEVEL, ChecksItself = true)]
    public static uint GetDmaAlignment(Machine machine, DmaAdapter dmaAdapter)
    {
        machine.RequireDmaIrqlAtMost(KIRQL.PASSIVE_LEVEL, "GetDmaAlignment");
        machine.Dma.Require(dmaAdapter.Pointer);
        return DmaAdapters.Alignment;
    }

    /// <summary>Bytes of the transfer that are left. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(Module = Hal, IsMember = true, Family = DdiFamily.Dma, Modelled = "every transfer is complete at once")]
    [Irql(KIRQL.DISPATCH_LEVEL, ChecksItself = true)]
    public static uint ReadDmaCounter(Machine machine, DmaAdapter dmaAdapter)
    {
        machine.RequireDmaIrqlAtMost(KIRQL.DISPATCH_LEVEL, "ReadDmaCounter");
        if (machine.Dma.Require(dmaAdapter.Pointer).IsMaster)
        {
            machine.Note(new RuleBreach(
                "DMA counter of a bus master",
                "ReadDmaCounter was called for a device that masters the bus; it is for subordinate devices."));
        }

        return 0;
    }

    /// <summary>
    /// Prepares a transfer; <paramref name="executionRoutine"/> is called with its list at once or when there are enough map registers.
    /// IRQL: DISPATCH_LEVEL. Returns STATUS_INSUFFICIENT_RESOURCES, or STATUS_BUFFER_TOO_SMALL when the MDL is shorter.
    /// </summary>
    [Ddi(Module = Hal, IsMember = true, Family = DdiFamily.Dma, Modelled = Straight, Returns = typeof(NTSTATUS))]
    [Irql(KIRQL.DISPATCH_LEVEL, Lowest = KIRQL.DISPATCH_LEVEL, ChecksItself = true)]
    [Fails(FailureShape.Status)]
    public static IEnumerator<KernelAction> GetScatterGatherList(
        Machine machine,
        DmaAdapter dmaAdapter,
        DeviceObject deviceObject,
        Mdl mdl,
        Pointer currentVa,
        uint length,
        Routine<DRIVER_LIST_CONTROL> executionRoutine,
        Pointer context,
        bool writeToDevice)
    {
        NoteTarget(machine, mdl, currentVa, length, writeToDevice);
        return machine.Dma.Lists.Get(new DmaListArguments(
            dmaAdapter.Pointer, deviceObject.Pointer, mdl.Pointer, currentVa, length, executionRoutine, context));
    }

    /// <summary>Ends such a transfer. IRQL: DISPATCH_LEVEL.</summary>
    [Ddi(Module = Hal, IsMember = true, Family = DdiFamily.Dma, Modelled = Straight)]
    [Irql(KIRQL.DISPATCH_LEVEL, Lowest = KIRQL.DISPATCH_LEVEL, ChecksItself = true)]
    public static IEnumerator<KernelAction> PutScatterGatherList(
        Machine machine, DmaAdapter dmaAdapter, ScatterGatherList scatterGather, bool writeToDevice) =>
        machine.Dma.Lists.Put(dmaAdapter.Pointer, scatterGather.Pointer);

    /// <summary>Bytes of a list for BuildScatterGatherList, and its map registers. IRQL: any. Windows XP.</summary>
    [Ddi(Module = Hal, IsMember = true, Family = DdiFamily.Dma, Since = WindowsVersion.WindowsXP, Modelled = Straight)]
    [Irql(KIRQL.HIGH_LEVEL, ChecksItself = true)]
    public static NTSTATUS CalculateScatterGatherList(
        Machine machine,
        DmaAdapter dmaAdapter,
        Mdl mdl,
        Pointer currentVa,
        uint length,
        Out<uint> scatterGatherListSize,
        Out<uint> numberOfMapRegisters)
    {
        var adapter = machine.Dma.Require(dmaAdapter.Pointer);
        if (!mdl.IsNull && !DmaBuffer.Holds(mdl, currentVa, length))
        {
            return NTSTATUS.STATUS_BUFFER_TOO_SMALL;
        }

        var size = machine.Dma.Lists.SizeFor(mdl, currentVa, length, out var registers);
        if (registers > adapter.GrantedRegisters)
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        machine.Memory.Write(scatterGatherListSize, (uint)size);
        if (numberOfMapRegisters != 0)
        {
            machine.Memory.Write(numberOfMapRegisters, registers);
        }

        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>As GetScatterGatherList, with memory of the driver's own for the list. IRQL: DISPATCH_LEVEL. Windows XP.</summary>
    [Ddi(
        Module = Hal,
        IsMember = true,
        Family = DdiFamily.Dma,
        Since = WindowsVersion.WindowsXP,
        Modelled = Straight,
        Returns = typeof(NTSTATUS))]
    [Irql(KIRQL.DISPATCH_LEVEL, Lowest = KIRQL.DISPATCH_LEVEL, ChecksItself = true)]
    [Fails(FailureShape.Status)]
    public static IEnumerator<KernelAction> BuildScatterGatherList(
        Machine machine,
        DmaAdapter dmaAdapter,
        DeviceObject deviceObject,
        Mdl mdl,
        Pointer currentVa,
        uint length,
        Routine<DRIVER_LIST_CONTROL> executionRoutine,
        Pointer context,
        bool writeToDevice,
        Pointer scatterGatherBuffer,
        uint scatterGatherLength)
    {
        NoteTarget(machine, mdl, currentVa, length, writeToDevice);
        return machine.Dma.Lists.Get(new DmaListArguments(
            dmaAdapter.Pointer,
            deviceObject.Pointer,
            mdl.Pointer,
            currentVa,
            length,
            executionRoutine,
            context,
            scatterGatherBuffer,
            scatterGatherLength));
    }

    /// <summary>
    /// An MDL of the memory behind a list, which may be the original one. IRQL: up to DISPATCH_LEVEL. Windows XP. Returns
    /// STATUS_INVALID_PARAMETER without an original MDL, STATUS_INSUFFICIENT_RESOURCES without memory.
    /// </summary>
    [Ddi(Module = Hal, IsMember = true, Family = DdiFamily.Dma, Since = WindowsVersion.WindowsXP, Modelled = Straight)]
    [Irql(KIRQL.DISPATCH_LEVEL, ChecksItself = true)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS BuildMdlFromScatterGatherList(
        Machine machine, DmaAdapter dmaAdapter, ScatterGatherList scatterGather, Mdl originalMdl, Out<Mdl> targetMdl) =>
        machine.Dma.Lists.BuildMdl(dmaAdapter.Pointer, scatterGather.Pointer, originalMdl.Pointer, targetMdl);

    private static void NoteTarget(Machine machine, Mdl mdl, ulong va, uint length, bool writeToDevice)
    {
        if (!writeToDevice && machine.Memory.IsValid(mdl.Pointer))
        {
            DmaBuffer.NoteWritten(machine, mdl, va, length);
        }
    }
}
