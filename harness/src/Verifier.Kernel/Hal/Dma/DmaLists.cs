namespace Verifier.Kernel;

/// <summary>Scatter/gather lists: a whole transfer in one call (harness/docs/facts/memory.md#dma).</summary>
internal sealed class DmaLists(Machine machine)
{
    private static readonly PoolTag Tag = PoolTag.From("HalS");

    private readonly Dictionary<ulong, (ulong Registers, bool IsOurs)> _live = [];

    /// <summary>
    /// GetScatterGatherList, or BuildScatterGatherList with the driver's buffer. STATUS_INSUFFICIENT_RESOURCES for more
    /// registers than granted or without pool, STATUS_BUFFER_TOO_SMALL when the MDL or the buffer is; otherwise the routine is called now
    /// or later.
    /// </summary>
    public IEnumerator<KernelAction> Get(DmaListArguments a)
    {
        var status = Enqueue(a);
        yield return KernelAction.Run(machine.Dma.Queue.Grant(status.Value));
    }

    /// <summary>PutScatterGatherList.</summary>
    public IEnumerator<KernelAction> Put(ulong address, ulong list)
    {
        Release(address, list);
        yield return KernelAction.Run(machine.Dma.Queue.Grant(0));
    }

    /// <summary>
    /// CalculateScatterGatherList: bytes of a list that is long enough for a part of a chain of MDLs, or for a range when none is given, and
    /// its map registers.
    /// </summary>
    public ulong SizeFor(Mdl mdl, ulong va, uint length, out uint registers)
    {
        registers = (uint)(mdl.IsNull ? machine.SpanPages(va, length) : DmaBuffer.PagesOf(machine, mdl, va, length));
        return ScatterGatherList.Bytes + ((ulong)registers * ScatterGatherList.ElementBytes);
    }

    /// <summary>
    /// BuildMdlFromScatterGatherList: an MDL of the memory that the device works on. Nothing is copied for a device here, so that is always
    /// the original MDL, which the routine's page allows.
    /// </summary>
    public NTSTATUS BuildMdl(ulong address, ulong list, ulong originalMdl, ulong targetOut)
    {
        machine.Dma.Require(address);
        machine.RequireDmaIrqlAtMost(KIRQL.DISPATCH_LEVEL, "BuildMdlFromScatterGatherList");
        if (originalMdl == 0)
        {
            return NTSTATUS.STATUS_INVALID_PARAMETER;
        }

        machine.Memory.Touch(list, ScatterGatherList.Bytes, MemoryAccess.Read);
        machine.Memory.Write(targetOut, originalMdl);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>The registers of a request have come.</summary>
    public void Granted(DmaRequest request, ulong registers)
    {
        _live[request.List] = (registers, !request.ListIsDrivers);
        machine.Dma.Find(request.Adapter)!.Lists++;
        machine.Resources.Acquired(ResourceKind.ScatterGatherList, request.List, request.Registers);
    }

    public void Reset() => _live.Clear();

    private void Release(ulong address, ulong list)
    {
        const string name = "PutScatterGatherList";
        var adapter = machine.Dma.Require(address);
        machine.RequireDmaAtDispatch(name);
        if (_live.Remove(list, out var live))
        {
            machine.Dma.Registers.Return(live.Registers);
            machine.Resources.Released(ResourceKind.ScatterGatherList, list);
            adapter.Lists--;
        }
        else
        {
            machine.BreakDma(Stops.Dma.ListFreedTwice(address, list), $"{name} was called for a list that the driver does not have.");
            live.IsOurs = true;
        }

        if (live.IsOurs)
        {
            machine.Pool.FreeForKernel(list);
        }
    }

    private NTSTATUS Enqueue(DmaListArguments a)
    {
        var name = a.Buffer == 0 ? "GetScatterGatherList" : "BuildScatterGatherList";
        var adapter = machine.Dma.Require(a.Adapter);
        machine.RequireDmaAtDispatch(name);
        var mdl = new Mdl(machine, a.Mdl);
        DmaBuffer.Check(machine, mdl, a.Va, a.Length, name);
        var size = SizeFor(mdl, a.Va, a.Length, out var registers);
        if (registers > adapter.GrantedRegisters)
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        var pieces = DmaBuffer.Pieces(machine, mdl, a.Va, a.Length);
        if (DmaBuffer.LengthOf(pieces) < a.Length || (a.Buffer != 0 && a.BufferLength < size))
        {
            return NTSTATUS.STATUS_BUFFER_TOO_SMALL;
        }

        var list = a.Buffer != 0 ? a.Buffer : machine.Pool.AllocateForKernel(POOL_TYPE.NonPagedPool, size, Tag);
        if (list == 0)
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        new ScatterGatherList(machine, list).Write(pieces);
        machine.Dma.Queue.Add(
            new DmaRequest(a.Adapter, machine.Caller, a.Device, registers, a.Routine, a.Context, list, a.Buffer != 0));
        return NTSTATUS.STATUS_SUCCESS;
    }
}

/// <summary>The arguments of GetScatterGatherList and BuildScatterGatherList; no buffer for the first.</summary>
internal sealed record DmaListArguments(
    ulong Adapter, ulong Device, ulong Mdl, ulong Va, uint Length, ulong Routine, ulong Context, ulong Buffer = 0, uint BufferLength = 0);
