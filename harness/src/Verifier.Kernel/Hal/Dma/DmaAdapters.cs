namespace Verifier.Kernel;

/// <summary>DMA adapters and their common buffers (harness/docs/facts/memory.md#dma).</summary>
internal sealed class DmaAdapters(Machine machine)
{
    /// <summary>The alignment of buffers for a device: a cache line, in bytes (our choice).</summary>
    public const uint Alignment = 64;

    private const byte Padding = 0x0F;
    private const uint HighestDescriptionVersion = 3;
    private const ulong IsaLimit = 0xFF_FFFF;

    private static readonly PoolTag Tag = PoolTag.From("HalD");

    private readonly Dictionary<ulong, DmaAdapterState> _adapters = [];
    private readonly Dictionary<ulong, CommonBuffer> _buffers = [];
    private readonly DmaOperationsTable _operations = new(machine);

    public MapRegisters Registers { get; } = new(machine);

    public DmaQueue Queue { get; } = new(machine);

    public DmaChannels Channels { get; } = new(machine);

    public DmaLists Lists { get; } = new(machine);

    /// <summary>The adapter at an address; null when there is none.</summary>
    public DmaAdapterState? Find(ulong address) => _adapters.GetValueOrDefault(address);

    /// <summary>The adapter that a driver passed; one that it does not have stops the machine.</summary>
    public DmaAdapterState Require(ulong address)
    {
        if (Find(address) is { } adapter)
        {
            return adapter;
        }

        var isNull = address == 0;
        var text = isNull ? "NULL was passed as a DMA adapter." : "A DMA adapter was used that is released already.";
        machine.BreakDma(isNull ? Stops.Dma.NoAdapter(address) : Stops.Dma.AdapterReleased(address), text);
        throw machine.BugCheck(
            isNull
                ? Stops.KernelModeExceptionNotHandled(NTSTATUS.STATUS_ACCESS_VIOLATION, 0, 0, 0)
                : Stops.PageFault.Freed(address, 0, 0),
            text);
    }

    /// <summary>IoGetDmaAdapter: 0 without pool or without map registers.</summary>
    public ulong Get(ulong description, ulong numberOfMapRegisters)
    {
        var device = new DeviceDescription(machine, description);
        if (device.Version > HighestDescriptionVersion)
        {
            machine.BreakDma(Stops.Dma.DescriptionVersion(device.Version), $"A DEVICE_DESCRIPTION has version {device.Version}.");
            return 0;
        }

        if (!IsSupported(device.Version))
        {
            return 0;
        }

        var granted = (uint)Math.Min(machine.PagesFor(device.MaximumLength) + 1, Registers.Total);
        var address = granted == 0 ? 0 : machine.Pool.AllocateForKernel(
            POOL_TYPE.NonPagedPool, DmaAdapter.Bytes + DmaOperationsTable.Bytes, Tag);
        if (address == 0)
        {
            return 0;
        }

        var view = new DmaAdapter(machine, address) { Version = 1, Size = DmaAdapter.Bytes };
        view.DmaOperations = view.Pointer + DmaAdapter.Bytes;
        _operations.Write(address + DmaAdapter.Bytes);
        var highest = device.Dma64BitAddresses ? ulong.MaxValue : device.Dma32BitAddresses ? uint.MaxValue : IsaLimit;
        _adapters.Add(address, new DmaAdapterState(address, granted, highest)
        {
            IsMaster = device.Master,
            ScattersAndGathers = device.Master && device.ScatterGather,
        });
        machine.Memory.Write(numberOfMapRegisters, granted);
        machine.Resources.Acquired(ResourceKind.DmaAdapter, address);
        return address;
    }

    /// <summary>PutDmaAdapter: nothing of the adapter may be in use.</summary>
    public void Put(ulong address)
    {
        const string name = "PutDmaAdapter";
        var adapter = Require(address);
        machine.RequireDmaIrqlAtMost(KIRQL.DISPATCH_LEVEL, name);
        CheckNone(Stops.Dma.LiveBuffers, address, adapter.CommonBuffers, "common buffers");
        CheckNone(Stops.Dma.LiveLists, address, adapter.Lists, "scatter/gather lists");
        CheckNone(Stops.Dma.LiveChannels, address, adapter.ChannelHolder == 0 ? 0 : 1, "channels");
        CheckNone(Stops.Dma.LiveMapRegisters, address, Registers.HeldBy(address), "map registers");
        CheckNone(Stops.Dma.ChannelNotCompleted, address, Queue.Waiting.Count(r => r.Adapter == address), "requests that wait");
        Queue.Drop(address);
        _adapters.Remove(address);
        machine.Resources.Released(ResourceKind.DmaAdapter, address);
        machine.Pool.FreeForKernel(address);
    }

    /// <summary>AllocateCommonBuffer: 0 without contiguous memory or without a map register.</summary>
    public ulong AllocateCommonBuffer(ulong address, uint length, ulong logicalAddress, bool cacheEnabled)
    {
        const string name = "AllocateCommonBuffer";
        var adapter = Require(address);
        machine.RequireDmaIrqlAtMost(KIRQL.PASSIVE_LEVEL, name);
        if (length == 0)
        {
            machine.BreakDma(Stops.Dma.ZeroLength(address, 0), $"{name} was asked for no bytes.");
            return 0;
        }

        var register = Registers.Take(address, 1, isDrivers: false);
        if (register == 0)
        {
            return 0;
        }

        var buffer = machine.PageAllocator.AllocateContiguous(length, 0, adapter.HighestAddress, 0, kind: ResourceKind.CommonBuffer);
        if (buffer == 0)
        {
            Registers.Return(register);
            return 0;
        }

        Tail(buffer, length).Fill(Padding);
        var logical = machine.PhysicalAddresses.AddressOf((uint)machine.Pages.PageOf(buffer), buffer);
        _buffers.Add(buffer, new CommonBuffer(address, length, register, logical, cacheEnabled));
        adapter.CommonBuffers++;
        machine.Memory.Write(logicalAddress, logical);
        return buffer;
    }

    /// <summary>FreeCommonBuffer: what AllocateCommonBuffer was given and gave.</summary>
    public IEnumerator<KernelAction> FreeCommonBuffer(ulong address, uint length, ulong logical, ulong buffer, bool cacheEnabled)
    {
        ReleaseBuffer(address, length, logical, buffer, cacheEnabled);
        yield return KernelAction.Run(Queue.Grant(0));
    }

    public void Reset()
    {
        _adapters.Clear();
        _buffers.Clear();
        _operations.Reset();
        Registers.Reset();
        Queue.Reset();
        Lists.Reset();
    }

    // Version 2 of the operations came with Windows XP, version 3 with Windows 8.
    private bool IsSupported(uint version) => version switch
    {
        3 => machine.Profile.Version >= WindowsVersion.Windows8,
        2 => machine.Profile.Version >= WindowsVersion.WindowsXP,
        _ => true,
    };

    private void CheckFree(ulong buffer, CommonBuffer known, CommonBuffer given)
    {
        var wrong = new List<string>();
        void Compare(string what, object was, object now)
        {
            if (!was.Equals(now))
            {
                wrong.Add($"{what} {now} instead of {was}");
            }
        }

        Compare("the length", known.Length, given.Length);
        Compare("the logical address", $"0x{known.Logical:X}", $"0x{given.Logical:X}");
        Compare("CacheEnabled", known.CacheEnabled, given.CacheEnabled);
        Compare("the adapter", $"0x{known.Adapter:X}", $"0x{given.Adapter:X}");
        if (wrong.Count > 0)
        {
            machine.Note(new RuleBreach(
                "parameters of FreeCommonBuffer",
                $"FreeCommonBuffer was called for the buffer at 0x{buffer:X} with {string.Join(", ", wrong)}; all must be as at its allocation."));
        }
    }

    private void ReleaseBuffer(ulong address, uint length, ulong logical, ulong buffer, bool cacheEnabled)
    {
        const string name = "FreeCommonBuffer";
        var adapter = Require(address);
        machine.RequireDmaIrqlAtMost(KIRQL.PASSIVE_LEVEL, name);
        if (!_buffers.Remove(buffer, out var known))
        {
            machine.BreakDma(
                Stops.Dma.CommonBufferFreedTwice(address, buffer, length),
                $"{name} was called for a buffer that the driver does not have.");
            machine.PageAllocator.FreeContiguous(buffer);
            return;
        }

        if (Tail(buffer, known.Length).ContainsAnyExcept(Padding))
        {
            const ulong after = 2;
            machine.BreakDma(Stops.Dma.Overwritten(after, address, buffer), "The bytes behind a common buffer were overwritten.");
        }

        CheckFree(buffer, known, known with { Adapter = address, Length = length, Logical = logical, CacheEnabled = cacheEnabled });
        Registers.Return(known.Register);
        machine.PageAllocator.FreeContiguous(buffer, ResourceKind.CommonBuffer);
        (Find(known.Adapter) ?? adapter).CommonBuffers--;
    }

    private void CheckNone(Func<ulong, ulong, BugCheck> stop, ulong address, int count, string what)
    {
        if (count > 0)
        {
            machine.BreakDma(stop(address, (ulong)count), $"A DMA adapter was released with {count} {what} left.");
        }
    }

    // The rest of the last page belongs to no driver, so it must stay as it is.
    private unsafe Span<byte> Tail(ulong buffer, uint length) =>
        new(machine.Memory.Own(buffer + length), (int)((machine.PagesFor(length) << machine.Pages.Shift) - length));

    private sealed record CommonBuffer(ulong Adapter, uint Length, ulong Register, ulong Logical, bool CacheEnabled);
}
