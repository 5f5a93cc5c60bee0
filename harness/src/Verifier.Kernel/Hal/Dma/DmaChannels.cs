namespace Verifier.Kernel;

/// <summary>
/// Adapter channels, map registers and the transfers through them (harness/docs/facts/memory.md#dma). Data go straight: a device's address
/// is
/// the physical one.
/// </summary>
internal sealed class DmaChannels(Machine machine)
{
    /// <summary>
    /// AllocateAdapterChannel: STATUS_INSUFFICIENT_RESOURCES for more registers than granted, and AdapterControl is not called; otherwise
    /// STATUS_SUCCESS, and it is called now or later.
    /// </summary>
    public IEnumerator<KernelAction> Allocate(ulong address, ulong device, uint registers, ulong routine, ulong context)
    {
        var status = Enqueue(address, device, registers, routine, context);
        yield return KernelAction.Run(machine.Dma.Queue.Grant(status.Value));
    }

    /// <summary>AdapterControl returned: what stays with the driver.</summary>
    public void Finish(DmaRequest request, ulong registers, IO_ALLOCATION_ACTION action)
    {
        if (action == IO_ALLOCATION_ACTION.KeepObject || machine.Dma.Find(request.Adapter) is not { } adapter)
        {
            return;
        }

        adapter.ChannelHolder = 0;
        adapter.ChannelRegisters = 0;
        if (action == IO_ALLOCATION_ACTION.DeallocateObject)
        {
            Release(registers, Stops.Dma.NotFlushed);
        }
    }

    /// <summary>FreeAdapterChannel: with the registers that the channel still has.</summary>
    public IEnumerator<KernelAction> Free(ulong address)
    {
        ReleaseChannel(address);
        yield return KernelAction.Run(machine.Dma.Queue.Grant(0));
    }

    /// <summary>FreeMapRegisters.</summary>
    public IEnumerator<KernelAction> FreeRegisters(ulong address, ulong at, uint count)
    {
        ReleaseRegisters(address, at, count);
        yield return KernelAction.Run(machine.Dma.Queue.Grant(0));
    }

    /// <summary>
    /// MapTransfer: the device's address of the first contiguous part. For a bus master that scatters and gathers its length replaces the one
    /// asked for; any other device has all of it behind its map registers.
    /// </summary>
    public ulong Map(ulong address, ulong mdlAddress, ulong at, ulong va, ulong lengthAddress)
    {
        const string name = "MapTransfer";
        var adapter = machine.Dma.Require(address);
        machine.RequireDmaIrqlAtMost(KIRQL.DISPATCH_LEVEL, name);
        var mdl = new Mdl(machine, mdlAddress);
        var length = machine.Memory.Read<uint>(lengthAddress);
        DmaBuffer.Check(machine, mdl, va, length, name);
        var pieces = DmaBuffer.Pieces(machine, mdl, va, length);
        if (pieces.Count == 0)
        {
            machine.Memory.Write(lengthAddress, 0u);
            return 0;
        }

        var mapped = adapter.ScattersAndGathers ? pieces[0].Length : length;
        NoteMapped(address, at, va, mapped);
        machine.Memory.Write(lengthAddress, mapped);
        return pieces[0].Address;
    }

    /// <summary>FlushAdapterBuffers: what was mapped is the driver's again.</summary>
    public bool Flush(ulong address, ulong mdl, ulong at, ulong va, uint length)
    {
        const string name = "FlushAdapterBuffers";
        machine.Dma.Require(address);
        machine.RequireDmaIrqlAtMost(KIRQL.DISPATCH_LEVEL, name);
        if (at == 0)
        {
            return true;
        }

        var run = machine.Dma.Registers.Find(at);
        if (run is null || run.Mapped.Count == 0)
        {
            machine.BreakDma(Stops.Dma.FlushedUnmapped(address, at, mdl), $"{name} was called for map registers that map nothing.");
            return false;
        }

        var mapped = run.Mapped.Sum(m => m.Length);
        if (length > mapped || va < run.Mapped[0].Address)
        {
            const ulong flushedPast = 1;
            machine.BreakDma(
                Stops.Dma.Miscellaneous(flushedPast, at, length),
                $"{name} was called for {Counted.Of(length, "byte")}; {mapped} {(mapped == 1 ? "is" : "are")} mapped.");
        }

        run.Mapped.Clear();
        return true;
    }

    private NTSTATUS Enqueue(ulong address, ulong device, uint registers, ulong routine, ulong context)
    {
        const string name = "AllocateAdapterChannel";
        var adapter = machine.Dma.Require(address);
        machine.RequireDmaAtDispatch(name);
        if (adapter.ChannelHolder == device || machine.Dma.Queue.WantsChannel(address, device))
        {
            machine.BreakDma(
                Stops.Dma.SecondChannel(address, device), $"{name} was called for a device that has the channel or waits for it.");
        }

        if (registers > adapter.GrantedRegisters)
        {
            var text = $"{name} was asked for {Counted.Of(registers, "map register")}; the adapter has {adapter.GrantedRegisters}.";
            machine.BreakDma(Stops.Dma.TooManyMapRegisters(address, registers, adapter.GrantedRegisters), text);
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        machine.Dma.Queue.Add(new DmaRequest(address, machine.Caller, device, registers, routine, context, 0));
        return NTSTATUS.STATUS_SUCCESS;
    }

    private void ReleaseChannel(ulong address)
    {
        const string name = "FreeAdapterChannel";
        var adapter = machine.Dma.Require(address);
        machine.RequireDmaAtDispatch(name);
        if (adapter.ChannelHolder == 0)
        {
            machine.BreakDma(Stops.Dma.ChannelFreedTwice(address), $"{name} was called for a channel that no driver holds.");
        }

        adapter.ChannelHolder = 0;
        Release(adapter.ChannelRegisters, Stops.Dma.NotFlushed);
        adapter.ChannelRegisters = 0;
    }

    private void ReleaseRegisters(ulong address, ulong at, uint count)
    {
        const string name = "FreeMapRegisters";
        machine.Dma.Require(address);
        machine.RequireDmaAtDispatch(name);
        if (machine.Dma.Registers.Find(at) is not { } run || run.Adapter != address || run.Count != count)
        {
            machine.BreakDma(
                Stops.Dma.MapRegistersFreedTwice(address, at, count),
                $"{name} was called for map registers that the driver does not have.");
        }
        else
        {
            Release(at, Stops.Dma.FreedWhileMapped);
        }
    }

    private void NoteMapped(ulong address, ulong at, ulong va, uint length)
    {
        if (at == 0)
        {
            return;
        }

        if (machine.Dma.Registers.Find(at) is not { } run || run.Adapter != address)
        {
            machine.BreakDma(Stops.Dma.NotMapped(address, at), "MapTransfer was called with map registers that the driver does not have.");
            return;
        }

        if (run.Mapped.Any(m => va < m.Address + m.Length && m.Address < va + length))
        {
            machine.BreakDma(Stops.Dma.MappedAlready(address, at, va), "MapTransfer was called for a range that is mapped already.");
        }

        run.Mapped.Add((va, length));
        var pages = run.Mapped.Sum(m => machine.SpanPages(m.Address, m.Length));
        if (pages > run.Count)
        {
            machine.BreakDma(
                Stops.Dma.MappedTooMuch(address, (ulong)pages, (ulong)run.Count),
                $"MapTransfer needs {Counted.Of(pages, "map register")}; the driver has {run.Count}.");
        }
    }

    private void Release(ulong at, Func<ulong, ulong, ulong, BugCheck> stopWhenMapped)
    {
        if (machine.Dma.Registers.Find(at) is not { } run)
        {
            return;
        }

        if (run.Mapped.Count > 0)
        {
            machine.BreakDma(stopWhenMapped(run.Adapter, at, (ulong)run.Count), "Map registers were freed without FlushAdapterBuffers.");
        }

        machine.Dma.Registers.Return(at);
        machine.Resources.Released(ResourceKind.MapRegisters, at);
    }
}
